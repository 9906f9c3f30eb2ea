//! A sign of life for work that takes longer than half a second, on a terminal only.

use crate::lint::Done;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::IsTerminal;
use std::sync::OnceLock;
use std::time::Duration;

/// How long work may take without a sign.
const PATIENCE: Duration = Duration::from_millis(500);
/// How often the sign is drawn.
const BEAT: Duration = Duration::from_millis(100);

/// Notes that are looked at: how many there are, and how many are done.
type Notes = OnceLock<(usize, Done)>;

/// Work that goes on; the sign is gone when this is dropped.
pub struct Progress {
    bar: ProgressBar,
    notes: std::sync::Arc<Notes>,
}

impl Progress {
    /// Returns the sign for work that begins now.
    pub fn new(what: &'static str) -> Progress {
        let bar = ProgressBar::new_spinner();
        bar.set_draw_target(ProgressDrawTarget::hidden());
        let notes = std::sync::Arc::new(Notes::new());
        if std::io::stderr().is_terminal() {
            let (bar, notes) = (bar.clone(), notes.clone());
            std::thread::spawn(move || watch(&bar, what, &notes));
        }
        Progress { bar, notes }
    }

    /// Says that from now on notes are looked at, and where they are counted.
    pub fn notes(&self, number: usize, done: &Done) {
        // The first word counts: a run looks at its notes once.
        let _ = self.notes.set((number, done.clone()));
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

fn watch(bar: &ProgressBar, what: &'static str, notes: &Notes) {
    std::thread::sleep(PATIENCE);
    if bar.is_finished() {
        return;
    }
    bar.set_draw_target(ProgressDrawTarget::stderr());
    bar.set_message(what);
    let mut counted = false;
    while !bar.is_finished() {
        if let Some((number, done)) = notes.get() {
            if !std::mem::replace(&mut counted, true)
                && let Ok(style) = ProgressStyle::with_template("{msg} {wide_bar} {pos}/{len}")
            {
                bar.set_style(style);
                bar.set_length(*number as u64);
            }
            let (position, message) = state(*number, done.get());
            bar.set_position(position as u64);
            bar.set_message(message);
        }
        bar.tick();
        std::thread::sleep(BEAT);
    }
}

/// Returns where the bar stands, and what it says, when so many of a number of notes are done.
fn state(number: usize, done: usize) -> (usize, &'static str) {
    let message = if done < number { "checking notes" } else { "links, repeats and the rest" };
    (done.min(number), message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bar_counts_notes_and_then_says_what_is_left() {
        assert_eq!(state(3, 0), (0, "checking notes"));
        assert_eq!(state(3, 2), (2, "checking notes"));
        assert_eq!(state(3, 3), (3, "links, repeats and the rest"));
        assert_eq!(state(3, 6), (3, "links, repeats and the rest"));
    }
}
