//! The groups in which the help lists commands.

/// Where a command is listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Group {
    Ask,
    Remark,
    Call,
    Program,
}

impl Group {
    /// Every group, in the order of the help.
    pub(crate) const ALL: [Self; 4] = [Self::Ask, Self::Remark, Self::Call, Self::Program];

    /// Its name as shown.
    pub(crate) const fn title(self) -> &'static str {
        match self {
            Self::Ask => "Questions",
            Self::Remark => "The chosen remark (arrow keys)",
            Self::Call => "The call",
            Self::Program => "The program",
        }
    }
}
