//! Chapters of a few lines: a page for two sentences on lambdas serves nobody, so they join the chapter nearest to them.

use super::Topics;

/// Below this many bytes of kept text a chapter is thin: a screen of a laptop shows about as much at once.
const THIN: usize = 400;

/// Returns for each chapter the one that its text goes to: itself, or what is near it when it is thin.
///
/// `bytes` holds how much text each chapter has got. A thin chapter joins the nearest one that has text; one that grew by what
/// joined it may not be thin any more. With nothing near it, it stays.
pub(super) fn join(topics: &Topics, mut bytes: Vec<usize>) -> Vec<usize> {
    let mut into: Vec<usize> = (0..topics.chapters.len()).collect();
    let mut order = into.clone();
    // What is near others comes after them, so that a chapter has all of its text when its turn comes.
    order.sort_by_key(|chapter| std::cmp::Reverse(nearer(topics, *chapter).count()));
    for chapter in order {
        if (1..THIN).contains(&bytes[chapter])
            && let Some(host) = nearer(topics, chapter).find(|host| bytes[*host] > 0)
        {
            bytes[host] += std::mem::take(&mut bytes[chapter]);
            into[chapter] = host;
        }
    }
    // A host that joins another itself takes along what has joined it.
    (0..into.len()).map(|chapter| last(&into, chapter)).collect()
}

/// Returns what is near a chapter, what is near that, and so on; a topics file has no circle of them.
fn nearer(topics: &Topics, chapter: usize) -> impl Iterator<Item = usize> + '_ {
    std::iter::successors(topics.chapters[chapter].near, |chapter| topics.chapters[*chapter].near)
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
    fn a_circle_and_an_unknown_chapter_are_told() {
        let circle = FILE.replacen("\"Functions\"\n[[", "\"Functions\"\nnear = \"Closures\"\n[[", 1);
        assert!(read(&circle).expect_err("a circle").contains("circle"));
        let unknown = FILE.replace("near = \"Scope\"", "near = \"Scop\"");
        assert!(read(&unknown).expect_err("a slip").contains("Scop"));
    }
}
