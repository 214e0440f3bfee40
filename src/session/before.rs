//! What stood before the call began: what was said in earlier calls, until it is confirmed or changed, and what was
//! promised then.

use jiff::civil::Date;

use crate::bank::{Level, TopicId, Topics};
use crate::call::RemarkId;
use crate::signals::Answer;

use super::brief::NextView;
use super::earlier::Earlier;
use super::view;

/// How many next questions are offered.
const MOST_NEXT: usize = 3;

/// What stood before the call began.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct BeforeView {
    /// What was said in earlier calls and was not spoken of in this one, in the order of the topics.
    pub said: Vec<SaidView>,
    /// What was promised at the end of the last call, and on which day that was.
    pub promised: Option<(Date, String)>,
}

/// Something that was said in an earlier call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SaidView {
    /// The topic.
    pub topic: TopicId,
    /// Its cue.
    pub cue: String,
    /// The value for people, or the words where there is none.
    pub shown: String,
    /// The words, to be kept again when they are confirmed.
    pub words: String,
    /// The day on which it was said.
    pub on: Date,
    /// Who said it; empty if not known.
    pub by: String,
}

/// What stands from earlier calls. What somebody said who is not on this call stands only as far as it is the company's:
/// each speaks for himself of needs, money and power.
pub(super) fn before(earlier: &Earlier, answers: &[Answer], topics: &Topics) -> BeforeView {
    let said: Vec<Answer> = earlier.all().map(|(_, answer)| answer.clone()).collect();
    let now = view::heard(answers, topics);
    let is_spoken_of = |topic: &TopicId| now.iter().any(|heard| heard.topic == *topic);
    let of = |remark: RemarkId| earlier.all().find(|(_, answer)| answer.remark == remark);
    let standing = view::heard(&said, topics).into_iter().filter(|heard| !is_spoken_of(&heard.topic));
    let standing = standing.filter_map(|heard| {
        let (contact, answer) = of(heard.remark)?;
        let is_companys = topics.get(heard.topic.as_str()).is_some_and(|topic| topic.level == Level::Organization);
        let is_speaker_here = earlier.is_on_the_call(&contact.name);
        (is_companys || is_speaker_here).then(|| SaidView {
            topic: heard.topic,
            cue: heard.cue,
            shown: heard.shown,
            words: answer.text.clone(),
            on: answer.at.date(),
            by: contact.name.clone(),
        })
    });
    BeforeView { said: standing.collect(), promised: earlier.promise().map(|(day, what)| (*day, what.clone())) }
}

/// The next questions of a further call: first what the last one left open, then what stands and is to be confirmed.
/// `gaps` are the questions that come up if what stands is taken for asked.
pub(super) fn gaps_first(gaps: Vec<NextView>, all: Vec<NextView>, before: &BeforeView) -> Vec<NextView> {
    let Some(on) = before.said.iter().map(|said| said.on).max() else { return all };
    let day = on.strftime("%-d %B");
    let mut next: Vec<NextView> = gaps
        .into_iter()
        .map(|gap| NextView { because: format!("left open on {day}; {}", gap.because), ..gap })
        .collect();
    for other in all {
        if !next.iter().any(|known| known.question == other.question) {
            next.push(other);
        }
    }
    next.truncate(MOST_NEXT);
    next
}
