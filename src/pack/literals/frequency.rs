//! How often words stand in notes, roughly.
//!
//! The figures were counted in the bundled guide, the right examples of the rule pages, and the documentation of Python packages,
//! some 700,000 words together, each of the three with the same weight. They only decide which words a text is searched for.

use std::cell::RefCell;
use std::collections::HashMap;

/// Words and how many of 100,000 words they are, at least.
const TABLE: [(u32, &str); 5] = [
    (4096, "the"),
    (1024, "a and in is it not of python to"),
    (
        256,
        "an are as at be by can code default does file for from has if import its list no on one only or returns run s that this \
         use with you",
    ),
    (
        64,
        "add after all also always any api arguments b because before block both build but bytes c call called calls cannot \
         change changes check class command copy d data dict do docs each end error every example exception f false field files \
         first function get gil gives have how https i install instead int into items json keeps key level library like line \
         lines lists lock logging loop m make many may md memory method module more must name names need needs new none note \
         notes nothing number numbers o object objects once open order os other over own package part path pip print process \
         project py queue raises re read reference removed result return runs same see self set several should since so \
         standard start still str string strings support t test tests text than their them then there they thread threads time \
         true two type types typing up used uses using value values variable version was we were what when where which while \
         will without work works write x your",
    ),
    (
        16,
        "_ __init__ about above accepts again allow allowed allows already another anything append argument array async \
         asyncio atomic attribute attributes automatically available await back base based been being below between blocks bool \
         book buffer came case changed classes close collections column come config connection contain container context copies \
         could count cpu created creates current dataclass date datetime define defined definition deprecated dictionaries \
         dictionary different directory documentation done during e either else empty encoding enough entry environment equal \
         errors even event everything exactly except exceptions executed exit expression faster finally find fix float folder \
         form format free full functions g generator gets github given gives global glossary go goes good group had handler \
         hash heading hello help here html id immutable index info input inside instance integer integers io isinstance item \
         iterable iterator itself just keep keys keyword lambda last lazy leaves left length let lets link links load local \
         long longer look made main makes map markdown math me mean means message methods mode most much mutable n needed never \
         next node now off old operator option options our out output outside packages page parameter parameters parent pass \
         passed people per place plain point pool private processes program programs protocol put raise raised range rather raw \
         reads request requests rest right rule rules safe says scope script section sequence server sets share shell show shows \
         simple single size sleep some something sort source specific starts statement stops style such supported supports \
         syntax sys system table take takes task tasks term these thing things third those through times title too tool try \
         tuple under unless unlike until url user users utf variables versions virtual very wait walk want wants warning way \
         ways well whether whole windows word words would wrong y yes",
    ),
];

/// Returns how often a text in lower case stands among 100,000 words, roughly. `bounds` says whether a word must begin where the
/// text begins and end where it ends.
pub(super) fn estimate(text: &str, bounds: [bool; 2]) -> f64 {
    let inside = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let mut least = f64::INFINITY;
    let mut runs = 0;
    let mut at = 0;
    while let Some(start) = text[at..].find(inside).map(|start| at + start) {
        let end = text[start..].find(|c| !inside(c)).map_or(text.len(), |end| start + end);
        let (starts, ends) = (start > 0 || bounds[0], end < text.len() || bounds[1]);
        least = least.min(word(&text[start..end], [starts, ends]));
        (runs, at) = (runs + 1, end);
    }
    if runs == 0 {
        // Only signs.
        return if text.len() == 1 { 5000.0 } else { 500.0 };
    }
    // Two words next to each other are much rarer than the rarer one of them.
    let signs = text.chars().any(|c| !inside(c) && c != ' ');
    least * 0.12_f64.powi(runs - 1) * if signs { 0.3 } else { 1.0 }
}

thread_local! {
    /// What is known already: patterns use the same words over and over.
    static KNOWN: RefCell<HashMap<(String, [bool; 2]), f64>> = RefCell::default();
}

fn word(run: &str, bounds: [bool; 2]) -> f64 {
    let key = (run.to_string(), bounds);
    if let Some(often) = KNOWN.with_borrow(|known| known.get(&key).copied()) {
        return often;
    }
    let often = count(run, bounds);
    KNOWN.with_borrow_mut(|known| known.insert(key, often));
    often
}

fn count(run: &str, [starts, ends]: [bool; 2]) -> f64 {
    let fits = |word: &&str| match (starts, ends) {
        (true, true) => *word == run,
        (true, false) => word.starts_with(run),
        (false, true) => word.ends_with(run),
        (false, false) => word.contains(run),
    };
    let known: u32 = TABLE
        .iter()
        .map(|(often, words)| often * u32::try_from(words.split(' ').filter(fits).count()).unwrap_or(0))
        .sum();
    // A part of a word stands in many words that the table does not know.
    let part = if starts && ends { 1.0 } else { 3.0 };
    let rest = [3000.0, 600.0, 150.0, 40.0, 12.0, 6.0, 3.0][(run.len() - 1).min(6)];
    f64::from(known) + part * if starts && ends { rest / 30.0 } else { rest / 3.0 }
}
