//! The facts of the product as people write them in a config: what it is called, what it takes, what it is good for.

use schemars::JsonSchema;

use crate::bank::problem::{Code, Sink};
use crate::bank::schema::QuantityText;
use crate::bank::yaml::{Content, Fields, FromNode, Node, Placed, word};
use crate::bank::{Per, Quantity, Unit};
use crate::coach::money_in_words;
use crate::qualify::Icp;

/// What is sold. Whatever is left out constrains nothing.
#[derive(Debug, Clone, PartialEq, Default, JsonSchema)]
#[schemars(deny_unknown_fields, default)]
pub struct Product {
    /// What it is called.
    pub name: Option<String>,
    /// What it takes: an amount such as `15k USD a year`, or a range such as
    /// `{from: 12k, to: 20k, currency: USD, per: year}`. Phrasings that name `{price}` are offered once it is set.
    #[schemars(with = "Option<PriceAsWritten>")]
    pub price: Option<Price>,
    /// The pains that it solves.
    pub pains: Vec<String>,
    /// Roles that usually buy it.
    pub personas: Vec<String>,
    /// What rules a company out, whatever the rest says.
    pub deal_breakers: Vec<String>,
}

/// What a product takes.
#[derive(Debug, Clone, PartialEq)]
pub struct Price {
    /// The amount, or the lower end of a range; above zero.
    from: f64,
    /// The upper end of a range.
    to: Option<f64>,
    /// The ISO 4217 code.
    currency: Option<String>,
    /// What the amount is for.
    per: Option<Per>,
}

/// The two ways to write a price.
#[derive(JsonSchema)]
#[schemars(untagged)]
#[expect(dead_code, reason = "it stands for its schema only")]
enum PriceAsWritten {
    /// One price, such as `15k USD a year`.
    One(#[schemars(with = "QuantityText")] String),
    /// A range of prices.
    Range(PriceRange),
}

/// A range of prices as written.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
#[expect(dead_code, reason = "it stands for its schema only")]
struct PriceRange {
    /// The lower end, such as `12k`.
    #[schemars(with = "QuantityText")]
    from: String,
    /// The upper end, such as `20k`.
    #[schemars(with = "QuantityText")]
    to: String,
    /// The currency as its ISO 4217 code, such as `USD`.
    currency: Option<String>,
    /// What the price is for.
    per: Option<Per>,
}

impl Price {
    /// The price as it is said: "12 to 20 thousand dollars a year".
    pub fn in_words(&self) -> Option<String> {
        money_in_words(self.from, self.to, self.currency.clone(), self.per)
    }
}

impl Product {
    /// Adds what the product is good for to a profile that says nothing of it.
    pub fn complete(&self, icp: &mut Icp) {
        for (of_icp, of_product) in [
            (&mut icp.pains, &self.pains),
            (&mut icp.personas, &self.personas),
            (&mut icp.deal_breakers, &self.deal_breakers),
        ] {
            let new: Vec<String> = of_product.iter().filter(|one| !of_icp.contains(one)).cloned().collect();
            of_icp.extend(new);
        }
    }
}

/// Reads the facts of a product; what cannot be read is reported, and left out.
pub fn product(node: &Node, sink: &Sink) -> Product {
    let mut fields = Fields::of(node, "a product", sink);
    let product = Product {
        name: fields.optional("name"),
        price: fields.optional_node("price").and_then(|node| price(node, sink)),
        pains: fields.list("pains"),
        personas: fields.list("personas"),
        deal_breakers: fields.list("deal_breakers"),
    };
    fields.finish();
    product
}

fn price(node: &Node, sink: &Sink) -> Option<Price> {
    if matches!(node.content, Content::Map(_)) {
        return price_range(node, sink);
    }
    let quantity = Quantity::from_node(node, sink)?;
    let (currency, per) = match quantity.unit {
        Unit::None => (None, None),
        Unit::Money { currency, per } => (currency, per),
        Unit::Percent | Unit::Time(_) => {
            let problem = sink.problem(Code::Units, node.place, format!("`{quantity}` is no price"));
            sink.report(problem.with_expected("an amount of money, such as `15k` or `15k USD a year`"));
            return None;
        }
    };
    positive(quantity.amount, node, sink).then_some(Price { from: quantity.amount, to: None, currency, per })
}

fn price_range(node: &Node, sink: &Sink) -> Option<Price> {
    let mut fields = Fields::of(node, "a range of prices", sink);
    let end = |end: Placed<Quantity>| {
        let bare = matches!(end.value.unit, Unit::None);
        if !bare {
            let problem = sink.problem(Code::Units, end.place, format!("`{}` is more than a number", end.value));
            sink.report(
                problem
                    .with_expected("a bare amount, such as `12k`")
                    .with_fix("write the currency and the period once, as `currency: USD, per: year`"),
            );
        }
        bare.then_some(end.value.amount)
    };
    let from = fields.required("from").map(end);
    let to = fields.required("to").map(end);
    let currency = fields.optional_node("currency").and_then(|node| currency(node, sink));
    let per = fields.optional_node("per").and_then(|node| word(node, "what a price is for", Per::ALL, Per::id, sink));
    fields.finish();
    let (from, to) = (from??, to??);
    if from > to {
        let problem = sink.problem(Code::OutOfRange, node.place, format!("no price is from {from} to {to}"));
        sink.report(problem.with_expected("the smaller amount as `from`"));
        return None;
    }
    positive(from, node, sink).then_some(Price { from, to: (to > from).then_some(to), currency, per })
}

fn positive(amount: f64, node: &Node, sink: &Sink) -> bool {
    if amount <= 0.0 {
        sink.report(sink.problem(Code::OutOfRange, node.place, "a price of nothing").with_expected("more than 0"));
    }
    amount > 0.0
}

/// An ISO 4217 code, in capitals.
fn currency(node: &Node, sink: &Sink) -> Option<String> {
    let text = String::from_node(node, sink)?;
    let is_code = text.len() == 3 && text.chars().all(|c| c.is_ascii_alphabetic());
    if !is_code {
        let problem = sink.problem(Code::UnknownWord, node.place, format!("`{text}` is no currency"));
        sink.report(problem.with_expected("its code of three letters, such as `USD` or `EUR`"));
    }
    is_code.then(|| text.to_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bank::problem::Source;
    use crate::bank::yaml;

    fn read(text: &str) -> (Product, Vec<String>) {
        let source = Source::new("config.yaml", text);
        let sink = Sink::new("config.yaml");
        let product = product(&yaml::parse(&source, &sink).expect("valid YAML"), &sink);
        (product, sink.into_list().iter().map(ToString::to_string).collect())
    }

    fn said(price: &str) -> Option<String> {
        let (product, problems) = read(&format!("price: {price}\n"));
        assert_eq!(problems, [""; 0], "{price}");
        product.price?.in_words()
    }

    #[test]
    fn a_price_is_said_as_people_say_it() {
        for (written, words) in [
            ("15k USD a year", "15 thousand dollars a year"),
            ("15000", "15 thousand"),
            ("99 EUR per seat", "99 euros a seat"),
            ("{from: 12k, to: 20k, currency: usd, per: year}", "12 to 20 thousand dollars a year"),
            ("{from: 800, to: 1200}", "800 to 1,200"),
            ("{from: 5k, to: 5k, per: month}", "5,000 a month"),
        ] {
            assert_eq!(said(written).as_deref(), Some(words), "{written}");
        }
    }

    #[test]
    fn a_price_that_is_none_is_told_with_its_place() {
        for (written, told) in [
            ("cheap", "config.yaml:1:8: B021: found the text `cheap`, which is no quantity"),
            ("15 %", "config.yaml:1:8: B022: `15 %` is no price; expected an amount of money"),
            ("0", "config.yaml:1:8: B010: a price of nothing; expected more than 0"),
            ("{from: 12k}", "config.yaml:1:8: B006: a range of prices lacks the key `to`"),
            ("{from: 20k, to: 12k}", "config.yaml:1:8: B010: no price is from 20000 to 12000"),
            ("{from: 12k USD, to: 20k}", "config.yaml:1:15: B022: `12k USD` is more than a number"),
            ("{from: 1, to: 2, per: yaer}", "did you mean `year`?"),
            ("{from: 1, to: 2, currency: dollars}", "config.yaml:1:35: B008: `dollars` is no currency"),
            ("{from: 1, too: 2}", "did you mean `to`?"),
        ] {
            let (_, problems) = read(&format!("price: {written}\n"));
            assert!(problems.iter().any(|problem| problem.contains(told)), "{written}: {problems:?}");
        }
    }

    #[test]
    fn what_the_product_is_good_for_completes_the_profile() {
        let (product, problems) = read("name: Ours\npains: [late orders, stock-outs]\npersonas: [COO]\n");
        assert_eq!(problems, [""; 0]);
        let mut icp = Icp { pains: vec!["stock-outs".into()], ..Icp::default() };
        product.complete(&mut icp);
        assert_eq!(icp.pains, ["stock-outs", "late orders"]);
        assert_eq!(icp.personas, ["COO"]);
    }
}
