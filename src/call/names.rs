//! When two names are of the same company or person: people type them in haste, and not twice alike.

/// Whether two names are of one company: letter case and spaces aside. What has no name is the same as nothing.
pub fn same_company(one: &str, other: &str) -> bool {
    let (one, other) = (words(one), words(other));
    !one.is_empty() && one == other
}

/// Whether two names are of one person: "Kim" is "Kim Sato", and "Sato" too, as one name's words all stand in the
/// other. Somebody without a name is nobody that could be met again.
pub fn same_person(one: &str, other: &str) -> bool {
    let (one, other) = (words(one), words(other));
    let within = |some: &[String], all: &[String]| some.iter().all(|word| all.contains(word));
    !one.is_empty() && !other.is_empty() && (within(&one, &other) || within(&other, &one))
}

/// Where a person stands among others: by the whole name if somebody has it, else by a part of it.
pub fn find_person<'a>(mut names: impl Iterator<Item = &'a str> + Clone, wanted: &str) -> Option<usize> {
    let whole = words(wanted);
    let exact = names.clone().position(|name| !whole.is_empty() && words(name) == whole);
    exact.or_else(|| names.position(|name| same_person(name, wanted)))
}

fn words(name: &str) -> Vec<String> {
    name.split_whitespace().map(str::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_company_is_known_by_its_whole_name() {
        assert!(same_company("Harbour Tools", " harbour  TOOLS "));
        assert!(!same_company("Harbour Tools", "Harbour"));
        assert!(!same_company("", ""));
    }

    #[test]
    fn a_person_is_known_by_a_part_of_the_name() {
        assert!(same_person("Kim", "kim sato") && same_person("Kim Sato", "Sato"));
        assert!(!same_person("Kim Sato", "Kim Lee"));
        assert!(!same_person("", "Kim") && !same_person(" ", ""));
    }

    #[test]
    fn the_whole_name_goes_before_a_part_of_it() {
        let people = ["", "Kim Sato", "Kim"];
        assert_eq!(find_person(people.into_iter(), "kim"), Some(2));
        assert_eq!(find_person(people.into_iter(), "Sato"), Some(1));
        assert_eq!(find_person(people.into_iter(), "Lee"), None);
        assert_eq!(find_person(people.into_iter(), ""), None);
    }
}
