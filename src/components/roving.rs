//! Moving the focus among things of which one can be reached with the tabulator key, as the ARIA Authoring
//! Practices Guide asks of tabs, menus and trees.

/// In which direction the things lie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Side by side: the left and right arrows.
    Horizontal,
    /// One below the other: the up and down arrows.
    Vertical,
}

/// Where a key moves the focus to, among `count` things of which `current` has it; after the last comes the
/// first. Nothing for any other key.
pub fn next(key: &str, direction: Direction, current: usize, count: usize) -> Option<usize> {
    let last = count.checked_sub(1)?;
    let (back, forth) = match direction {
        Direction::Horizontal => ("ArrowLeft", "ArrowRight"),
        Direction::Vertical => ("ArrowUp", "ArrowDown"),
    };
    match key {
        "Home" => Some(0),
        "End" => Some(last),
        key if key == back => Some(current.checked_sub(1).unwrap_or(last)),
        key if key == forth => Some(if current >= last { 0 } else { current + 1 }),
        _ => None,
    }
}

/// The next thing whose name begins with the letter of a key, after `current` and then from the first.
pub fn starting_with<'a>(
    key: &str,
    current: usize,
    names: impl Iterator<Item = &'a str> + Clone,
) -> Option<usize> {
    let mut letters = key.chars();
    let letter = letters.next().filter(|_| letters.next().is_none())?;
    let is_it = |name: &str| {
        let first = name.trim_start().chars().next();
        first.is_some_and(|first| first.to_lowercase().eq(letter.to_lowercase()))
    };
    let mut found = names.enumerate().filter(|(_, name)| is_it(name));
    let first = found.clone().map(|(index, _)| index).next();
    found
        .find(|(index, _)| *index > current)
        .map(|(index, _)| index)
        .or(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arrows_home_and_end_move_and_go_round() {
        use Direction::{Horizontal, Vertical};
        for (key, direction, current, count, expected) in [
            ("ArrowRight", Horizontal, 0, 3, Some(1)),
            ("ArrowRight", Horizontal, 2, 3, Some(0)),
            ("ArrowLeft", Horizontal, 0, 3, Some(2)),
            ("ArrowDown", Horizontal, 0, 3, None),
            ("ArrowDown", Vertical, 1, 3, Some(2)),
            ("ArrowUp", Vertical, 0, 1, Some(0)),
            ("Home", Vertical, 2, 3, Some(0)),
            ("End", Horizontal, 0, 3, Some(2)),
            ("End", Horizontal, 0, 0, None),
            ("a", Horizontal, 0, 3, None),
        ] {
            assert_eq!(
                next(key, direction, current, count),
                expected,
                "{key} at {current}"
            );
        }
    }

    #[test]
    fn a_letter_finds_the_next_name_that_begins_with_it() {
        let names = ["Save", "copy", "Compare", "删除"];
        let find = |key, current| starting_with(key, current, names.into_iter());
        assert_eq!(find("c", 0), Some(1));
        assert_eq!(find("C", 1), Some(2));
        assert_eq!(find("c", 2), Some(1));
        assert_eq!(find("删", 0), Some(3));
        assert_eq!(find("x", 0), None);
        assert_eq!(find("Enter", 0), None);
    }
}
