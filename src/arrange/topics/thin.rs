//! Chapters of a few lines: a page for two sentences on lambdas serves nobody, so they join the chapter nearest to them.

use super::Topics;

/// Below this many bytes of kept text a chapter is thin: a screen of a laptop shows about as much at once.
const THIN: usize = 400;
/// How many chapters the sidebar of a small book holds: as many as one sees at once.
const FEW: usize = 14;
/// Up to so many bytes a book is small: half an hour of reading.
const FEW_BYTES: usize = 18_000;
/// For each so many bytes more, a book may have one chapter more.
const MORE_BYTES: usize = 3_500;

/// Returns for each chapter the one that its text goes to: itself, or another one when it is thin or there are too many.
///
/// `bytes` holds how much text each chapter has got. A thin chapter joins the nearest one that has text; one that grew by what
/// joined it may not be thin any more. With nothing near it, it stays. When there are still more chapters than a book of that
/// size should have, the smallest ones join what is near or akin to them.
pub(super) fn join(topics: &Topics, mut bytes: Vec<usize>) -> Vec<usize> {
    let mut into: Vec<usize> = (0..topics.chapters.len()).collect();
    let mut order = into.clone();
    // What is near others comes after them, so that a chapter has all of its text when its turn comes.
    order.sort_by_key(|chapter| std::cmp::Reverse(hosts(topics, *chapter, false).count()));
    for chapter in order {
        if (1..THIN).contains(&bytes[chapter])
            && let Some(host) = hosts(topics, chapter, false).find(|host| bytes[*host] > 0)
        {
            bytes[host] += std::mem::take(&mut bytes[chapter]);
            into[chapter] = host;
        }
    }
    let mut over = bytes.iter().filter(|bytes| **bytes > 0).count().saturating_sub(sensible(bytes.iter().sum()));
    while over > 0 {
        let host = |chapter: usize| hosts(topics, chapter, true).find(|host| bytes[*host] > 0);
        let joins = (0..bytes.len()).filter(|at| bytes[*at] > 0).filter_map(|at| Some((at, host(at)?)));
        let Some((chapter, host)) = joins.min_by_key(|(at, _)| bytes[*at]) else { break };
        bytes[host] += std::mem::take(&mut bytes[chapter]);
        into[chapter] = host;
        over -= 1;
    }
    // A host that joins another itself takes along what has joined it.
    (0..into.len()).map(|chapter| last(&into, chapter)).collect()
}

/// Returns how many chapters a book of so many bytes may have: a sidebar that needs no scrolling, and one more for every few
/// minutes that there are to read.
fn sensible(bytes: usize) -> usize {
    FEW + bytes.saturating_sub(FEW_BYTES) / MORE_BYTES
}

/// Returns what is near a chapter, what is near that, and so on, or what is akin to them where nothing is near; a topics file
/// has no circle of them.
fn hosts(topics: &Topics, chapter: usize, akin: bool) -> impl Iterator<Item = usize> + '_ {
    let next = move |chapter: usize| {
        let chapter = &topics.chapters[chapter];
        chapter.near.or(if akin { chapter.akin } else { None })
    };
    std::iter::successors(next(chapter), move |chapter| next(*chapter))
}

fn last(into: &[usize], mut chapter: usize) -> usize {
    while into[chapter] != chapter {
        chapter = into[chapter];
    }
    chapter
}

#[cfg(test)]
mod tests {
    use super::super::read;
    use super::*;

    const FILE: &str = "name = \"x\"\n[[part]]\ntitle = \"P\"\n\
        [[part.chapter]]\ntitle = \"Functions\"\n\
        [[part.chapter]]\ntitle = \"Scope\"\nnear = \"Functions\"\n\
        [[part.chapter]]\ntitle = \"Closures\"\nnear = \"Scope\"\n";

    #[test]
    fn a_thin_chapter_joins_the_nearest_that_has_text() {
        let topics = read(FILE).expect("it reads");
        assert_eq!(join(&topics, vec![5000, 10, 10]), [0, 0, 0]);
        assert_eq!(join(&topics, vec![5000, 0, 10]), [0, 1, 0]);
        assert_eq!(join(&topics, vec![5000, 790, 20]), [0, 1, 1]);
        assert_eq!(join(&topics, vec![0, 10, 10]), [0, 1, 1]);
        assert_eq!(join(&topics, vec![0, 0, 10]), [0, 1, 2]);
        assert_eq!(join(&topics, vec![10, 5000, 5000]), [0, 1, 2]);
    }

    #[test]
    fn a_small_book_of_many_chapters_has_fewer() {
        let chapter = |nth: usize| format!("[[part.chapter]]\ntitle = \"C{nth}\"\n");
        let mut file = "name = \"x\"\n[[part]]\ntitle = \"P\"\n".to_string();
        file.extend((0..FEW + 2).map(chapter));
        file.push_str("akin = \"C0\"\n");
        let topics = read(&file).expect("it reads");
        let mut expected: Vec<usize> = (0..FEW + 2).collect();
        assert_eq!(join(&topics, vec![5000; FEW + 2]), expected);
        expected[FEW + 1] = 0;
        assert_eq!(join(&topics, vec![1000; FEW + 2]), expected);
        // What is akin is not near: it does not join because it is thin.
        let mut few = vec![0; FEW + 2];
        (few[0], few[FEW + 1]) = (1000, 10);
        assert_eq!(join(&topics, few)[FEW + 1], FEW + 1);
    }

    #[test]
    fn a_circle_and_an_unknown_chapter_are_told() {
        let circle = FILE.replacen("\"Functions\"\n[[", "\"Functions\"\nnear = \"Closures\"\n[[", 1);
        assert!(read(&circle).expect_err("a circle").contains("circle"));
        let unknown = FILE.replace("near = \"Scope\"", "near = \"Scop\"");
        assert!(read(&unknown).expect_err("a slip").contains("Scop"));
    }
}
