//! Words that tell a definition from what only looks like one.

use super::super::names;
use rustc_hash::FxHashSet;
use std::sync::LazyLock;

/// A set of words in small letters.
pub(in crate::glossary) type Words = FxHashSet<&'static str>;

/// Makes sets of the words between commas.
macro_rules! words {
    ($($(#[doc = $doc:literal])* $name:ident = $words:literal;)*) => {
        $($(#[doc = $doc])* pub(in crate::glossary) static $name: LazyLock<Words> =
            LazyLock::new(|| $words.split(',').map(str::trim).collect());)*
    };
}

words! {
    /// Headings of sections that hold terms.
    TERM_SECTIONS = "abbreviations, acronyms, begriffe, concepts, definitionen, definitions, glosario, glossaire, glossar, \
        glossary, jargon, terminology, terms, vocabulary";
    /// The same in scripts whose words are not cut at spaces, or that inflect.
    TERM_PARTS = "глоссари, определени, терминолог, 定义, 术语, 概念";
    /// Headings of sections that praise, list or instruct: nothing in them is a definition.
    CLAIM_SECTIONS = "advantage, advantages, args, arguments, authors, benefits, bugs, changelog, changes, checklist, commands, \
        comparison, conduct, config, configuration, cons, contributing, contributors, copyright, credits, disadvantages, \
        enforcement, faq, features, \
        fields, flags, goals, highlights, install, installation, issues, licence, license, limitations, links, methods, \
        motivation, options, overview, parameters, params, pitfalls, plan, platforms, pros, reasons, references, \
        releases, requirements, resources, results, roadmap, settings, shortcuts, status, steps, support, tips, \
        todo, troubleshooting, usage, variables, why";
    /// Words that end in a dot without ending a sentence.
    DOTTED = "a.k.a, approx, ca, cf, dr, e.g, eg, etc, fig, i.e, ie, mr, mrs, no, resp, sec, vs";
    /// First words of sentences that go on about something else.
    LEADS_ON = "above, after, another, below, e.g., eg, example, examples, for, from, further, here, however, in, more, nb, \
        note, see, source, to, todo, use, we, you";
    /// Words that no term begins with or holds: with them a clause begins, or something is pointed at.
    NO_TERM = "about, above, additionally, after, again, all, also, although, always, another, any, anything, are, as, at, \
        basically, be, because, been, before, being, below, best, both, but, by, can, cannot, could, current, \
        currently, did, do, does, doing, don't, each, either, else, entire, even, ever, every, everyone, everything, \
        few, finally, first, following, former, from, given, had, has, have, he, her, here, his, how, however, i, \
        if, included, into, is, isn't, it, it's, its, just, last, latter, least, let, let's, like, likely, listed, \
        many, may, maybe, me, might, mine, more, most, much, must, my, neither, never, next, no, nobody, none, not, \
        nothing, now, one's, only, or, other, others, otherwise, our, ours, perhaps, please, previous, same, says, \
        second, several, she, should, shown, since, so, some, someone, something, such, suppose, than, that, their, \
        them, then, there, these, they, third, this, those, though, thus, to, unless, until, using, usually, was, \
        we, were, what, when, where, whether, which, while, who, whole, whose, why, will, with, within, without, \
        would, yet, you, your, yours, vs";
    /// Labels and words too general to be a term, alone or at the end of "the …".
    GENERAL = "a, above, assumed, critical, external, fixed, generated, initial, inline, internal, latest, layered, \
        original, primary, \
        private, proven, public, secondary, validated, action, advantage, advice, aim, alternative, answer, api, approach, \
        argument, art, aside, aspect, \
        assumption, author, b, background, bad, basic, below, benefit, block, body, bonus, bottom line, bug, c, \
        case, catch, cause, caution, caveat, challenge, change, choice, class, code, command, comment, con, \
        conclusion, config, configuration, consequence, contact, content, contents, contrast, crate, credit, danger, data, \
        date, day, \
        default, definition, description, detail, difference, disclaimer, docs, documentation, downside, drawback, \
        edit, effect, email, end, error, exactly, example, exception, exercise, explanation, fact, false, feature, \
        figure, file, first, fix, flag, focus, format, function, goal, good, group by, help, hint, homepage, \
        however, hypothesis, idea, idea behind, implementation, important, info, information, input, installation, \
        interface, intuition, issue, item, key, kind, language, lesson, level, library, license, limitation, line, \
        link, list, main, maintainer, maximum, meaning, message, method, minimum, mistake, module, moral, \
        motivation, name, nb, no, none, note, notice, null, number, object, objective, observation, option, order, \
        output, overview, package, page, parameter, part, pattern, people, plan, point, possibility, prerequisite, \
        pro, problem, process, program, project, proof, purpose, q, question, reader, reason, recommendation, \
        reference, remainder, remark, repo, repository, requirement, response, rest, result, return, returns, rule, \
        second, section, server, setup, side note, size, solution, source, start, statement, status, step, \
        suggestion, summary, syntax, table, takeaway, target, task, test, text, theorem, thing, time, tip, title, \
        tl;dr, tldr, todo, tool, topic, trick, true, type, update, usage, use, user, value, variable, version, \
        warning, way, website, word, words, workaround, world, year, yes, monday, tuesday, wednesday, thursday, friday, \
        saturday, sunday, january, february, april, june, july, august, september, october, november, december";
    /// General words that name a thing all the same, where somebody defines them.
    EVERYDAY = "block, class, command, file, function, interface, key, language, library, line, link, list, message, method, \
        module, \
        number, object, package, page, parameter, part, pattern, process, program, project, rule, server, table, task, test, type, \
        value, variable, argument, exception, statement";
    /// What things are praised for: no terms.
    PRAISE = "accessible, accurate, battle-tested, clean, compact, compatible, comprehensive, configurable, consistent, \
        convenient, correct, cross-platform, customizable, documented, easy, easy to use, efficient, elegant, \
        ergonomic, expressive, extensible, familiar, fast, flexible, free, friendly, generic, intuitive, \
        lightweight, maintainable, minimal, modern, modular, open source, pluggable, portable, powerful, \
        predictable, pure, quick, reliable, robust, safe, scalable, secure, simple, small, stable, tested, \
        versatile, well-tested, zero-cost";
    /// What follows "is a" or "is the" when something is judged and not defined.
    JUDGED = "vital, high, author, bad, best, better, big, bit, breaking, bug, case, clear, common, completely, constant, \
        cool, couple, \
        creator, crucial, current, different, difficult, duplicate, easy, error, example, false, fast, faster, feature, few, \
        first, fork, fundamental, good, great, hard, hot, huge, key, known, large, last, little, lot, main, \
        maintainer, major, member, mistake, must, necessity, nice, no-op, only, optional, original, pain, part, perfect, \
        popular, priority, problem, really, reasonable, requirement, result, same, second, severe, significant, \
        similar, string, sub-set, subset, useful, valid, very, viable, whole, work, worst, easiest, fastest, simplest, \
        coolest, sponsor, primary";
    /// Verbs in the third person that tell what something is or is for.
    TELLS = "acts, allow, allows, behaves, connect, connects, consist, consists, contain, contains, controls, denote, \
        denotes, describe, describes, enable, enables, encapsulates, happens, holds, introduces, let, lets, maps, \
        mean, means, occurs, provide, provides, refer, refers, represent, represents, runs, simplifies, specifies, \
        specify, stores, uses, aims, seeks, serves, measures, determines, indicates, identifies, prevents, ensures, \
        computes, converts";
    /// Adverbs that stand between a subject, its verb and what it is.
    ADVERBS = "actually, also, always, basically, commonly, effectively, essentially, generally, here, just, mainly, \
        normally, often, primarily, really, simply, sometimes, then, therefore, thus, typically, usually, still";
    /// Nouns that say of what kind a name is: "the `difflib` module" is `difflib`.
    KINDS = "algorithm, attribute, class, command, crate, decorator, function, instance, keyword, library, method, module, object, \
        operation, package, parameter, trait, type";
    /// Small words that stand in definitions, and hardly ever in values.
    SMALL = "a, an, and, as, at, between, by, can, each, for, from, has, in, into, is, it, its, not, of, on, or, over, \
        per, so, that, the, to, under, via, when, where, which, whose, with, without";
    /// Labels that are written in capitals.
    LABELS = "eta, faq, fixme, nb, note, ps, q, tl;dr, tldr, todo, warning";
    /// Verbs that make a clause of what stood before them.
    FINITE = "are, can, cannot, could, did, do, does, get, gets, had, has, have, is, make, makes, may, might, must, need, \
        needs, should, take, takes, was, were, will, would";
    /// Verbs with which instructions begin.
    IMPERATIVE = "add, avoid, build, call, change, check, choose, click, copy, create, define, delete, do, enable, ensure, \
        find, fix, get, give, go, implement, import, install, keep, make, move, open, pass, press, print, put, read, remove, \
        return, returns, run, select, set, show, start, stop, take, try, type, use, write, prefer, declare, configure, ask, \
        wait, turn, mix, let, consider, follow, rename, replace, see, sharpen, support";
    /// Words that point at what was said, and answers.
    POINTING = "it, its, no, not, ok, okay, self, that, these, they, this, those, yes";
    /// Words with which clauses begin, and headings of changes, and never terms.
    CLAUSES = "bump, causing, correctly, deprecate, hence, implementing, once, properly, recursively, refactor, rename, revert, \
        therefore, thus, unpack";
    /// Verbs that stand in clauses and not in terms.
    DOING = "allows, causing, comes, goes, look, looks, provides, requires, supports, using, works";
    /// Labels of other languages.
    LABELS_ELSEWHERE = "achtung, anmerkung, astuce, attention, beispiel, ejemplo, esempio, exemple, fuente, hinweis, importante, \
        nota, quelle, remarque, tipp, wichtig, важно, внимание, замечание, источник, пример, примечание, 例, 例如, 例子, \
        备注, 提示, 注, 注意, 示例, 说明, 重要";
    /// Words in -s with which sentences begin and that are no verbs.
    NOUNS_IN_S = "bits, bugs, changes, contributions, updates, always, arguments, besides, classes, examples, files, \
        functions, links, lists, methods, notes, numbers, \
        objects, options, perhaps, sometimes, steps, strings, tests, thanks, things, types, unless, users, values, \
        various, versions";
    /// Nouns that only point at something: no term ends with one.
    ABSTRACT = "advantage, alternative, answer, approach, benefit, caveat, choice, difference, disadvantage, documentation, \
        downside, drawback, example, goal, idea, issue, motivation, note, option, page, part, place, point, problem, \
        purpose, question, reason, result, section, solution, source, step, thing, tool, \
        trick, tutorial, version, way";
    /// Nouns with which definitions begin: of what kind a thing is.
    GENUS = "ability, act, activity, agreement, algorithm, amount, approach, area, art, attempt, basket, block, box, branch, \
        chance, class, code, collection, combination, command, component, computer, concept, condition, container, \
        copy, crop, customer, data, degree, description, device, difference, disease, dish, document, effect, element, \
        error, event, expression, field, file, fluid, folder, form, format, framework, function, gap, graph, group, \
        idea, image, input, instance, instruction, instrument, interface, interval, key, kind, language, law, layer, \
        length, level, library, line, list, loaf, machine, mapping, material, matrix, measure, measurement, mechanism, \
        member, memory, message, method, metric, mixture, mode, model, module, motion, name, network, node, number, \
        object, operation, operator, order, packet, page, part, pattern, percentage, period, person, phenomenon, piece, \
        place, plant, point, policy, practice, principle, probability, procedure, process, program, property, protocol, \
        quality, quantity, range, rate, ratio, record, region, relation, relationship, representation, request, \
        resource, response, right, rise, row, rule, science, sequence, server, service, set, share, signal, situation, \
        software, space, standard, state, statement, step, storage, strategy, string, structure, study, style, subset, \
        substance, sum, symbol, system, table, task, technique, technology, tendency, term, test, text, theory, thing, \
        time, token, tool, transfer, transformation, tree, type, unit, use, user, utility, value, variable, variant, \
        vector, version, vessel, view, way, word, fraction, duty, remark, reason, threat, promise, party, sentence, sound, \
        note, sign, mark, picture, product, path, topic, skill, job, habit, error, mistake, region, surface, edge, gap, \
        move, sequence, series, pair, half, share, portion, bunch, stretch, spot, stage, phase, moment, distance, size, \
        weight, strength, rank, title, tale, story, song, dance, meal, sauce, tissue, organ, cell, plant, animal, metal, \
        gas, liquid, solid, force, current, wave, body, tax, fee, sum, fund, contract, right, claim, rule, order, court, law, \
        archive, bug, bundle, byte, character, connection, convention, decision, digit, directory, environment, guarantee, \
        keyword, letter, list, lock, marker, notation, package, pause, placeholder, pointer, pool, proxy, queue, \
        reference, replacement, replica, script, shorthand, snapshot, stack, stand-in, storage, store, subclass, substitute, \
        template, thread, wrapper";
    /// Nouns that judge, unless what they are told apart by follows at once: "a bug where two threads meet".
    BY_RELATION = "bug, case, constant, error, member, mistake, part, result, string, sub-set, subset";
    /// Adjectives that say how big, old or good one of many is, and make no term of a noun.
    PLAIN_ADJECTIVES = "bad, big, bigger, broken, careful, certain, cheap, clean, clear, clever, closed, cold, common, complete, \
        correct, dirty, dry, easy, empty, expensive, fast, few, fresh, full, good, great, happy, hard, heavy, high, honest, huge, \
        important, invalid, large, larger, late, lazy, little, long, longer, loose, low, lucky, main, minor, missing, modern, \
        new, newer, nice, normal, odd, old, older, open, ordinary, perfect, poor, possible, proper, quick, rare, real, right, \
        rich, second, separate, serious, short, shorter, similar, simple, single, slow, small, smaller, smart, special, \
        strange, strong, tiny, typical, unexpected, unknown, useful, useless, usual, valid, warm, weak, wide, wild, wise, \
        wonderful, wrong, young";
    /// Words that follow a verb whose subject is left out: "Provides a …".
    OBJECTS = "a, access, all, an, any, common, different, info, lookup, many, one, several, some, the, you";
}

/// Returns whether one of the words is this one, without regard to case.
pub(super) fn has(list: &Words, word: &str) -> bool {
    if word.bytes().any(|b| b.is_ascii_uppercase()) {
        list.contains(word.to_ascii_lowercase().as_str())
    } else {
        list.contains(word)
    }
}

/// Returns whether one of a few words is this one, without regard to case.
pub(super) fn among(list: &[&str], word: &str) -> bool {
    list.iter().any(|known| known.eq_ignore_ascii_case(word))
}

/// Returns whether a word can be no part of a term.
pub(super) fn is_no_term(word: &str) -> bool {
    has(&NO_TERM, word)
}

/// Returns whether a word points at what was said before.
pub(super) fn points(word: &str) -> bool {
    has(&POINTING, word)
}

/// Returns whether words are a clause rather than a name: "once attr", "Type checking works".
pub(super) fn is_clause(written: &str) -> bool {
    let mut words = written.split(' ');
    words.next().is_some_and(|first| has(&CLAUSES, first) && first.len() < written.len())
        || words.any(|word| DOING.contains(word))
}

/// Returns whether a name is too general to be a term.
pub(super) fn is_general(name: &str) -> bool {
    has(&GENERAL, name) || name.ends_with('s') && has(&GENERAL, &names::singular(name))
}

/// Returns whether a text in capitals is a label rather than an abbreviation.
pub(super) fn is_label(written: &str) -> bool {
    has(&LABELS, written)
}

/// Returns whether a word is a verb that tells what something is or does.
pub(super) fn tells(word: &str) -> bool {
    TELLS.contains(word)
}
