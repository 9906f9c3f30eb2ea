//! The rules that are checks in code: one row each here, one file each below.

mod a_or_an;
mod bare_url;
mod broken;
mod builtin_as_value;
mod contents_out_of_step;
mod definition_list_by_accident;
mod doubled_word;
mod dunder_read_as_bold;
mod emphasis_unbalanced;
mod fence_lines;
mod fence_surroundings;
mod heading_look_alikes;
mod heading_near_module;
mod heading_order;
mod html_swallows_text;
mod left_behind;
mod link_marks;
mod link_text_vague;
mod marks_spacing;
mod nothing_follows;
mod numpy_scalars;
mod pairs_unbalanced;
mod paragraph_shape;
mod quotation_shape;
mod reading;
mod section_shape;
mod shell_in_python_fence;
mod since;
mod slips;
mod stdlib;
mod undefined;
mod unfinished;

use crate::diagnostic::{Category, Diagnostic, Level, Rule};
use crate::lint::View;
use crate::pack::Pack;

/// A check: the rules that it reports, and how.
#[derive(Debug)]
pub struct Check {
    /// The rules whose findings it makes.
    pub rules: &'static [&'static Rule],
    /// Looks at a note and adds what it finds.
    pub run: fn(&View<'_>, &mut Vec<Diagnostic>),
}

/// Returns a rule that is a check in code; its page says the rest.
pub(crate) const fn rule(name: &'static str, category: Category, level: Level, what: &'static str) -> Rule {
    Rule { name, category, level, what, url: None, python: None }
}

/// A word that the dictionary of misspellings knows.
pub static MISSPELLING: Rule =
    rule("misspelling", Category::Typo, Level::Warn, "A word that is a known misspelling of another one.");
/// An allow that allows nothing.
pub static UNUSED_ALLOW: Rule =
    rule("unused-allow", Category::Style, Level::Warn, "A comment allows what is not there, or names no rule.");

/// The checks, in no particular order: findings are sorted by place.
pub static CHECKS: &[Check] = &[
    Check { rules: undefined::RULES, run: undefined::check },
    Check { rules: stdlib::RULES, run: stdlib::check },
    Check { rules: &[&heading_near_module::RULE], run: heading_near_module::check },
    Check { rules: &[&numpy_scalars::RULE], run: numpy_scalars::check },
    Check { rules: &[&builtin_as_value::RULE], run: builtin_as_value::check },
    Check { rules: broken::RULES, run: broken::check },
    Check { rules: slips::RULES, run: slips::check },
    Check { rules: &[&a_or_an::A_OR_AN], run: a_or_an::check },
    Check {
        rules: &[&bare_url::BARE_URL, &bare_url::URL_IN_HTTP_KNOWN_HTTPS, &bare_url::OLD_DOCUMENTATION_LINK],
        run: bare_url::check,
    },
    Check { rules: &[&contents_out_of_step::CONTENTS_OUT_OF_STEP], run: contents_out_of_step::check },
    Check {
        rules: &[&definition_list_by_accident::DEFINITION_LIST_BY_ACCIDENT],
        run: definition_list_by_accident::check,
    },
    Check { rules: &[&doubled_word::DOUBLED_WORD], run: doubled_word::check },
    Check { rules: &[&dunder_read_as_bold::DUNDER_READ_AS_BOLD], run: dunder_read_as_bold::check },
    Check { rules: &[&emphasis_unbalanced::EMPHASIS_UNBALANCED], run: emphasis_unbalanced::check },
    Check {
        rules: &[
            &fence_lines::FENCE_WITHOUT_LANGUAGE,
            &fence_lines::FENCE_CLOSED_BY_LONGER_FENCE,
            &fence_lines::TRAILING_FENCE_TEXT,
            &fence_lines::BLANK_LINES_IN_FENCE,
            &fence_lines::TAB_IN_CODE,
        ],
        run: fence_lines::check,
    },
    Check {
        rules: &[&fence_surroundings::TEXT_TOUCHES_FENCE, &fence_surroundings::HARD_BREAK_BEFORE_FENCE],
        run: fence_surroundings::check,
    },
    Check {
        rules: &[
            &heading_look_alikes::HEADING_WITHOUT_SPACE,
            &heading_look_alikes::BOLD_AS_HEADING,
            &heading_look_alikes::SETEXT_BY_ACCIDENT,
        ],
        run: heading_look_alikes::check,
    },
    Check {
        rules: &[
            &heading_order::HEADING_SKIPS_LEVEL,
            &heading_order::DOCUMENT_WITHOUT_TITLE,
            &heading_order::SECOND_TITLE,
        ],
        run: heading_order::check,
    },
    Check { rules: &[&html_swallows_text::HTML_SWALLOWS_TEXT], run: html_swallows_text::check },
    Check {
        rules: &[
            &left_behind::TODO_LEFT,
            &left_behind::PLACEHOLDER_ITEM,
            &left_behind::HEDGE_LEFT,
            &left_behind::PROVENANCE_NOTE,
        ],
        run: left_behind::check,
    },
    Check {
        rules: &[
            &link_marks::LINK_DOUBLED_PARENTHESIS,
            &link_marks::LINK_SPACE_BEFORE_PARENTHESIS,
            &link_marks::REVERSED_LINK,
            &link_marks::LINK_DESTINATION_EMPTY,
        ],
        run: link_marks::check,
    },
    Check { rules: &[&link_text_vague::LINK_TEXT_VAGUE], run: link_text_vague::check },
    Check {
        rules: &[
            &marks_spacing::SPACE_BEFORE_PUNCTUATION,
            &marks_spacing::SPACE_MISSING_BEFORE_PARENTHESIS,
            &marks_spacing::REPEATED_PUNCTUATION,
        ],
        run: marks_spacing::check,
    },
    Check {
        rules: &[&nothing_follows::COLON_WITHOUT_WHAT_IT_ANNOUNCES, &nothing_follows::OPEN_QUESTION],
        run: nothing_follows::check,
    },
    Check {
        rules: &[&pairs_unbalanced::PARENTHESIS_UNBALANCED, &pairs_unbalanced::QUOTES_UNBALANCED],
        run: pairs_unbalanced::check,
    },
    Check {
        rules: &[
            &paragraph_shape::QUESTION_AND_ANSWER_ON_ONE_LINE_RUN,
            &paragraph_shape::LIST_BY_LOOSE_PARAGRAPHS,
            &paragraph_shape::LEADING_SPACE,
        ],
        run: paragraph_shape::check,
    },
    Check { rules: &[&quotation_shape::SPLIT_QUOTE, &quotation_shape::CODE_AS_QUOTE], run: quotation_shape::check },
    Check {
        rules: &[&section_shape::EMPTY_SECTION, &section_shape::HEADING_REPEATED_AMONG_SIBLINGS],
        run: section_shape::check,
    },
    Check { rules: &[&shell_in_python_fence::RULE], run: shell_in_python_fence::check },
    Check { rules: &[&since::RULE], run: since::check },
    Check { rules: &[&unfinished::NOTE_UNFINISHED, &unfinished::SENTENCE_BREAKS_OFF], run: unfinished::check },
];

/// Rules in code that no check of the list reports.
static OTHERS: &[&Rule] = &[&MISSPELLING, &UNUSED_ALLOW];

/// Returns every rule that can be named: those of the stages, of the checks, and of a pack.
pub fn all(pack: &Pack) -> impl Iterator<Item = &'static Rule> {
    let checks = CHECKS.iter().flat_map(|check| check.rules).chain(OTHERS).chain(crate::diagnostic::RULES);
    checks.copied().chain(pack.rules.iter().map(|rule| rule.rule))
}
