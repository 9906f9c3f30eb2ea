//! Definition lists, and tables with a column of terms and one of their meanings.

use super::super::Form;
use super::page::{Hit, Kind, Page};
use super::sentences::hit;
use super::shape;
use super::term;
use crate::note::{BlockKind, IdKind};
use crate::prose::{Passage, Prose, Reading, Scope};
use std::collections::BTreeSet;
use std::ops::Range;

/// How sure a definition list is.
const LIST: i32 = 84;
/// How sure a table is whose columns say that they hold terms and meanings.
const TABLE: i32 = 80;
/// How sure a table is whose cells look like it.
const GUESSED: i32 = 56;
/// How many rows such a table has at least.
const ROWS: usize = 3;
/// How much a cell looks like a definition that is one.
const MEANING: i32 = 18;

/// Titles of columns that hold terms.
const TERM_COLUMNS: &[&str] = &[
    "term",
    "terms",
    "concept",
    "word",
    "abbreviation",
    "acronym",
    "abbr",
    "abbr.",
    "begriff",
    "abkürzung",
    "термин",
    "понятие",
    "сокращение",
    "术语",
    "概念",
    "缩写",
    "terme",
    "término",
    "termine",
];
/// Titles of columns that hold meanings.
const MEANING_COLUMNS: &[&str] = &[
    "definition",
    "meaning",
    "description",
    "explanation",
    "stands for",
    "expansion",
    "full form",
    "full name",
    "what it is",
    "what it means",
    "bedeutung",
    "erklärung",
    "beschreibung",
    "значение",
    "определение",
    "описание",
    "расшифровка",
    "定义",
    "含义",
    "说明",
    "解释",
    "définition",
    "definición",
    "significado",
    "definizione",
];

/// The title of a column that tells what things do.
const DOES: &str = "what it does";
/// Titles of columns that say what the things of the first column are.
const SAYING_COLUMNS: [&str; 5] = ["what it is", "what it means", "what is it", "in words", DOES];
/// Words in titles of columns that hold parts of something, numbers or names of files.
const PART_COLUMNS: [&str; 24] = [
    "argument",
    "attribute",
    "code",
    "column",
    "command",
    "environment",
    "field",
    "file",
    "flag",
    "function",
    "host",
    "input",
    "key",
    "level",
    "machine",
    "method",
    "name",
    "number",
    "option",
    "parameter",
    "property",
    "server",
    "setting",
    "value",
];

/// Returns the note's bytes of its definition lists.
fn areas(reading: &Reading<'_>) -> Vec<Range<usize>> {
    let lists = reading.note.blocks.iter().filter(|block| block.kind == BlockKind::DefinitionList);
    lists.map(|block| block.span.range()).collect()
}

/// Returns which passages belong to definition lists at the top of a note.
pub(super) fn members(reading: &Reading<'_>) -> BTreeSet<usize> {
    let areas = areas(reading);
    if areas.is_empty() {
        return BTreeSet::new();
    }
    let inside = |passage: &Passage| {
        let at = start(reading, passage);
        let number = areas.partition_point(|area| area.start <= at);
        number > 0 && at < areas[number - 1].end
    };
    let prose = reading.prose.passages.iter().enumerate();
    prose.filter(|(_, passage)| passage.scope == Scope::Prose && inside(passage)).map(|(number, _)| number).collect()
}

fn start(reading: &Reading<'_>, passage: &Passage) -> usize {
    reading.prose.source(reading.source, passage.at.start..(passage.at.start + 1).min(passage.at.end)).start as usize
}

/// Finds the terms of definition lists; the first paragraph below each is its definition.
pub(super) fn definitions(page: &Page<'_>, hits: &mut Vec<Hit>) {
    let reading = page.reading;
    let terms: Vec<Range<usize>> =
        reading.note.ids.iter().filter(|id| id.kind == IdKind::Term).map(|id| id.span.range()).collect();
    let mut title: Option<Range<usize>> = None;
    for number in &page.defined {
        let Some(place) = page.place(*number) else { continue };
        let at = start(reading, place.passage);
        let found = terms.partition_point(|term| term.start <= at);
        if found > 0 && at < terms[found - 1].end {
            title = Some(place.passage.at.clone());
            continue;
        }
        let Some(term) = title.take() else { continue };
        let body = place.definition(place.passage.at.clone());
        let named = page.place(number - 1).and_then(|above| term::named(&above, term.clone()));
        if let Some(named) = named
            && !body.is_empty()
        {
            let code = if named.code { 20 } else { 0 };
            hits.push(hit(&place, named, false, (Form::List, LIST - code), term.start..body.end, body));
        }
    }
}

/// Finds tables whose first row says "term" and "definition".
pub(super) fn tables(page: &Page<'_>, hits: &mut Vec<Hit>) {
    let reading = page.reading;
    let rows = rows(reading);
    let mut columns: Option<(usize, usize)> = None;
    let mut last: Option<usize> = None;
    let mut plain: Vec<&[usize]> = Vec::new();
    for row in &rows {
        // A table ends where its rows no longer stand line by line; the rule below the first row is a line too.
        let line = start(reading, &page.prose.passages[row[0]]);
        let between = last.and_then(|last| reading.text.get(last..line));
        let goes_on = between
            .is_some_and(|between| between.bytes().filter(|b| *b == b'\n').count() <= 2 && !between.contains("\n\n"));
        if !goes_on {
            words_and_meanings(page, &plain, hits);
            plain.clear();
            columns = header(page.prose, row);
        } else if let Some((term, meaning)) = columns {
            cells(page, row, (term, meaning), TABLE, hits);
        }
        if columns.is_none() {
            plain.push(row);
        }
        last = Some(line);
    }
    words_and_meanings(page, &plain, hits);
}

/// A table of two columns whose first title says nothing, and most of whose second cells say what the first ones are, or whose
/// second title says that they do.
fn words_and_meanings(page: &Page<'_>, rows: &[&[usize]], hits: &mut Vec<Hit>) {
    let Some((titles, rows)) = rows.split_first() else { return };
    let cell = |number: usize| page.prose.text[page.prose.passages[number].at.clone()].trim();
    if !page.english || rows.len() < ROWS || titles.len() != 2 || rows.iter().any(|row| row.len() != 2) {
        return;
    }
    let title = |column: usize| cell(titles[column]).to_lowercase();
    let code = |row: &[usize]| page.place(row[0]).is_none_or(|first| first.in_code(first.passage.at.start));
    let claims = page.section(&page.prose.passages[titles[0]]).is_some_and(|section| section.kind == Kind::Claims);
    let first = title(0);
    let parts =
        PART_COLUMNS.iter().any(|part| first.split([' ', '/', '_']).any(|word| word.trim_end_matches('s') == *part));
    let data = |row: &&[usize]| code(row) || cell(row[1]).starts_with(|c: char| c.is_ascii_digit());
    let told = SAYING_COLUMNS.contains(&title(1).as_str()) && !parts && !rows.iter().any(data);
    let described = MEANING_COLUMNS.contains(&title(1).as_str());
    let defines = |row: &&&[usize]| {
        let written = cell(row[1]);
        let verb = told && shape::is_third(written.split(' ').next().unwrap_or_default());
        !code(row) && (shape::of(written) >= MEANING || verb)
    };
    let most = rows.iter().filter(defines).count() * 3 >= rows.len() * 2;
    // "what it is", and no data behind it.
    let said = told && title(1) != DOES && rows.iter().all(|row| cell(row[1]).contains(' '));
    if !claims && (!described || told) && (most || said) {
        for row in rows {
            cells(page, row, (0, 1), GUESSED, hits);
        }
    }
}

/// Returns the passages of each row of the note's tables.
fn rows(reading: &Reading<'_>) -> Vec<Vec<usize>> {
    let mut rows: Vec<Vec<usize>> = Vec::new();
    let mut line = usize::MAX;
    let mut end = 0;
    for (number, passage) in
        reading.prose.passages.iter().enumerate().filter(|(_, p)| p.scope == Scope::Table && !p.at.is_empty())
    {
        let at = start(reading, passage);
        if line == usize::MAX || reading.text.get(end..at).is_none_or(|between| between.contains('\n')) {
            rows.push(Vec::new());
            line = at;
        }
        end = at;
        if let Some(row) = rows.last_mut() {
            row.push(number);
        }
    }
    rows
}

/// Returns which columns hold terms and meanings, told by the first row.
fn header(prose: &Prose, row: &[usize]) -> Option<(usize, usize)> {
    let titles: Vec<String> =
        row.iter().map(|number| prose.text[prose.passages[*number].at.clone()].trim().to_lowercase()).collect();
    let term = titles.iter().position(|title| TERM_COLUMNS.contains(&title.as_str()))?;
    let meaning = titles.iter().position(|title| MEANING_COLUMNS.contains(&title.as_str()))?;
    Some((term, meaning))
}

fn cells(page: &Page<'_>, row: &[usize], (term, meaning): (usize, usize), score: i32, hits: &mut Vec<Hit>) {
    let (Some(term), Some(meaning)) = (row.get(term), row.get(meaning)) else { return };
    let (Some(term), Some(meaning)) = (page.place(*term), page.place(*meaning)) else { return };
    let Some(named) = term::named(&term, term.passage.at.clone()) else { return };
    let body = meaning.definition(meaning.passage.at.clone());
    if body.start < term.passage.at.start || body.is_empty() {
        return;
    }
    hits.push(hit(&meaning, named, false, (Form::List, score), term.passage.at.start..body.end, body));
}
