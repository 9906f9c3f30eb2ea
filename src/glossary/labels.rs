//! The few words that the tool adds to a book, in the book's language.

/// The words of one language.
#[derive(Debug, PartialEq, Eq)]
pub struct Labels {
    /// The title of the glossary's page.
    pub glossary: &'static str,
    /// Before the section that explains a term.
    pub explained: &'static str,
    /// Before the sections that use it.
    pub used: &'static str,
    /// Before its other names.
    pub also_called: &'static str,
    /// Before a further definition.
    pub also: &'static str,
    /// The text of the link to a documentation.
    pub documentation: &'static str,
    /// Before related sections.
    pub see_also: &'static str,
}

macro_rules! labels {
    ($glossary:literal, $explained:literal, $used:literal, $called:literal, $also:literal, $documentation:literal, $see:literal) => {
        Labels {
            glossary: $glossary,
            explained: $explained,
            used: $used,
            also_called: $called,
            also: $also,
            documentation: $documentation,
            see_also: $see,
        }
    };
}

/// The languages, by the first part of their tags in BCP 47; the first one is used for all others.
static LANGUAGES: [(&str, Labels); 12] = [
    ("en", labels!("Glossary", "explained in", "used in", "also called", "also in", "documentation", "See also")),
    ("ar", labels!("مسرد المصطلحات", "شُرح في", "استُخدم في", "يسمى أيضا", "أيضا في", "التوثيق", "انظر أيضا")),
    ("de", labels!("Glossar", "erklärt in", "verwendet in", "auch", "auch in", "Dokumentation", "Siehe auch")),
    (
        "es",
        labels!(
            "Glosario",
            "explicado en",
            "usado en",
            "también llamado",
            "también en",
            "documentación",
            "Véase también"
        ),
    ),
    (
        "fr",
        labels!(
            "Glossaire",
            "expliqué dans",
            "utilisé dans",
            "aussi appelé",
            "aussi dans",
            "documentation",
            "Voir aussi"
        ),
    ),
    ("it", labels!("Glossario", "spiegato in", "usato in", "detto anche", "anche in", "documentazione", "Vedi anche")),
    ("ja", labels!("用語集", "説明", "使用箇所", "別名", "ほかに", "ドキュメント", "関連項目")),
    ("nl", labels!("Woordenlijst", "uitgelegd in", "gebruikt in", "ook wel", "ook in", "documentatie", "Zie ook")),
    ("pl", labels!("Słowniczek", "wyjaśnione w", "użyte w", "inaczej", "także w", "dokumentacja", "Zobacz też")),
    (
        "pt",
        labels!("Glossário", "explicado em", "usado em", "também chamado", "também em", "documentação", "Ver também"),
    ),
    (
        "ru",
        labels!(
            "Глоссарий",
            "объясняется в",
            "встречается в",
            "также называется",
            "также в",
            "документация",
            "См. также"
        ),
    ),
    ("zh", labels!("术语表", "解释于", "使用于", "又称", "另见", "文档", "参见")),
];

/// Returns the words of a language, by its tag in BCP 47 such as `pt-BR`.
#[must_use]
pub fn of(language: &str) -> &'static Labels {
    let first = language.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
    let known = LANGUAGES.iter().find(|(tag, _)| *tag == first);
    &known.unwrap_or(&LANGUAGES[0]).1
}

/// Returns whether a text begins as a line of related sections does, in any language.
#[must_use]
pub fn is_see_also(text: &str) -> bool {
    LANGUAGES.iter().any(|(_, labels)| text.strip_prefix(labels.see_also).is_some_and(|rest| rest.starts_with(':')))
}
