//! The words of a text series. A sample's value is a word's number; a number that no sample says is free for another word.

use std::collections::{HashMap, HashSet};

/// Words of a series at most; one of them is [`OTHER`].
const MOST: usize = 1000;
/// Characters of a word at most.
const LETTERS: usize = 200;
/// Stands for every word that is too long, or one too many.
const OTHER: &str = "…";

#[derive(Debug, Default)]
pub struct Words {
    /// By number; `None` is free.
    words: Vec<Option<Word>>,
    numbers: HashMap<String, u32>,
    /// How often it was looked for words that no sample says.
    round: u32,
}

#[derive(Debug)]
struct Word {
    text: String,
    /// The round in which its number was last asked for.
    asked: u32,
}

impl Words {
    /// As it lies in the file.
    pub fn put(&mut self, number: u32, text: String) {
        let place = number as usize;
        if place >= MOST {
            return;
        }
        if self.words.len() <= place {
            self.words.resize_with(place + 1, || None);
        }
        self.numbers.insert(text.clone(), number);
        self.words[place] = Some(Word {
            text,
            asked: self.round,
        });
    }

    /// The number of a word, and the word if it is new.
    pub fn number(&mut self, text: &str) -> (u32, Option<String>) {
        let text = if text.chars().nth(LETTERS).is_some() {
            OTHER
        } else {
            text
        };
        if let Some(number) = self.known(text) {
            return (number, None);
        }
        let text = if self.numbers.len() + 1 < MOST {
            text
        } else {
            OTHER
        };
        if let Some(number) = self.known(text) {
            return (number, None);
        }
        let free = self.words.iter().position(Option::is_none);
        let number = free.unwrap_or(self.words.len()) as u32;
        self.put(number, text.to_owned());
        (number, Some(text.to_owned()))
    }

    fn known(&mut self, text: &str) -> Option<u32> {
        let number = *self.numbers.get(text)?;
        if let Some(Some(word)) = self.words.get_mut(number as usize) {
            word.asked = self.round;
        }
        Some(number)
    }

    pub fn is_empty(&self) -> bool {
        self.numbers.is_empty()
    }

    pub fn all(&self) -> impl Iterator<Item = (u32, &str)> {
        let numbered = self.words.iter().zip(0..);
        numbered.filter_map(|(word, number)| Some((number, word.as_ref()?.text.as_str())))
    }

    /// By number; one that is free has no letters.
    pub fn texts(&self) -> Vec<String> {
        let text = |word: &Option<Word>| word.as_ref().map_or(String::new(), |w| w.text.clone());
        self.words.iter().map(text).collect()
    }

    /// Lets go of the words that no sample says, and names their numbers. A word stays for two rounds after its number was last asked for: a
    /// sample that says it may still be on its way.
    pub fn keep_only(&mut self, said: &HashSet<u32>) -> Vec<u32> {
        let mut gone = vec![];
        for (word, number) in self.words.iter_mut().zip(0..) {
            let is_old = |word: &Word| word.asked + 1 < self.round && !said.contains(&number);
            if let Some(word) = word.take_if(|word| is_old(word)) {
                self.numbers.remove(&word.text);
                gone.push(number);
            }
        }
        self.round += 1;
        gone
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(count: usize) -> Words {
        let mut words = Words::default();
        for word in 0..count {
            words.number(&format!("word {word}"));
        }
        words
    }

    #[test]
    fn a_number_that_no_sample_says_is_free_for_another_word() {
        let mut words = filled(1500);
        assert_eq!(words.number("late"), (999, None), "one too many");
        let said = HashSet::from([3, 999]);
        let mut gone = 0;
        for _ in 0..3 {
            gone += words.keep_only(&said).len();
        }
        assert_eq!(gone, 998);
        assert_eq!(words.number("word 3"), (3, None));
        assert_eq!(words.number("late"), (0, Some("late".to_owned())));
        assert_eq!(words.texts()[..4], ["late", "", "", "word 3"]);
    }

    #[test]
    fn a_word_whose_sample_is_on_its_way_stays() {
        let mut words = filled(2);
        for _ in 0..10 {
            words.number("word 1");
            words.keep_only(&HashSet::new());
        }
        assert_eq!(words.number("word 1"), (1, None));
        assert_eq!(words.all().count(), 1);
    }
}
