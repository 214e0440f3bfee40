//! try
use bantam::bank::source::{Library, read};
use bantam::call::*;
use bantam::qualify::Icp;
use bantam::session::{Session, script::Script};
use bantam::tui::*;
use std::path::{Path, PathBuf};
struct S(Library, Icp);
impl Shelf for S {
    fn banks(&self) -> Vec<BankChoice> {
        self.0.ids().into_iter().map(|id| BankChoice { id: id.into(), title: id.to_uppercase() }).collect()
    }
    fn session(&mut self, bank: &str, journal: Vec<Event>) -> Result<Session, String> {
        let bank = self.0.bank(bank, "en").map_err(|_| "no bank".to_string())?;
        Ok(Session::new(bank, self.1.clone(), journal))
    }
    fn demo(&mut self, _at: jiff::civil::DateTime) -> Result<Played, String> {
        let src = read(Path::new("question_banks/demo/en.yaml")).map_err(|_| "x".to_string())?;
        let lib = &self.0;
        let s = Script::parse(&src, |id| Ok(lib.bank(id, "en").unwrap())).map_err(|_| "y".to_string())?;
        if let Some(i) = s.icp.clone() {
            self.1 = i;
        }
        let mut ses = Session::new(s.bank.clone(), self.1.clone(), vec![]);
        let mut j = vec![];
        j.extend(
            ses.apply(
                &Command::Start(Started {
                    bank: "bant".into(),
                    hash: s.bank.hash.clone(),
                    company: s.company.clone(),
                    contact: s.contact.clone(),
                }),
                s.at,
            )
            .unwrap(),
        );
        for (n, a) in s.answers.iter().enumerate() {
            j.extend(
                ses.apply(&Command::Keep { text: a.say.clone(), by: None, filing: a.filing.clone() }, s.clock(n + 1))
                    .unwrap(),
            );
        }
        if std::env::var_os("MANY").is_some() {
            for n in 0..500 {
                let a = &s.answers[n % s.answers.len()];
                let t = std::time::Instant::now();
                j.extend(
                    ses.apply(
                        &Command::Keep { text: a.say.clone(), by: None, filing: a.filing.clone() },
                        s.clock(n + 20),
                    )
                    .unwrap(),
                );
                let t2 = t.elapsed();
                let t3 = std::time::Instant::now();
                let b = ses.brief(s.clock(n + 20));
                if n % 100 == 99 {
                    eprintln!("apply {t2:?} brief {:?} {}", t3.elapsed(), b.remarks.len());
                }
            }
        }
        Ok(Played { bank: "bant".into(), journal: j })
    }
}
fn main() {
    let mut a = std::env::args().skip(1);
    let opening = match a.next().as_deref() {
        Some("demo") => Opening::Demo,
        Some("new") => Opening::New(NewCall {
            bank: "bant".into(),
            company: "Acme".into(),
            contact: "Lee".into(),
            role: "CTO".into(),
        }),
        _ => Opening::Home,
    };
    let left = run(Launch {
        look: Look { colour: std::env::var_os("NO_COLOR").is_none(), unicode: std::env::var_os("ASCII").is_none() },
        data_dir: PathBuf::from("/tmp/tui-try"),
        reports_dir: PathBuf::from("/tmp/tui-try/reports"),
        shelf: Box::new(S(Library::embedded(), Icp::default())),
        opening,
    });
    eprintln!("{left:?}");
}
