//! Fields of numbers: pieces, measures, money. What is typed stays text until the server reads it,
//! so that nothing typed is ever lost; what is no number is marked at once.

use super::{CONTROL, Frame, Told, choice::Choices, tell};
use crate::domain::money::Micros;
use leptos::prelude::*;

/// A whole number of pieces, within limits that it says.
#[component]
pub fn PiecesField(
    /// What is counted; stands above and is its accessible name.
    #[prop(into)]
    label: String,
    /// Its name in the form.
    #[prop(into)]
    name: String,
    /// The number to start with, as text; empty where there is none yet.
    #[prop(optional, into)]
    value: String,
    /// The smallest number.
    #[prop(default = 0)]
    min: u64,
    /// The largest number.
    #[prop(default = 1_000_000)]
    max: u64,
    /// What stands behind the number.
    #[prop(default = "pieces".to_owned(), into)]
    unit: String,
    /// What helps to fill it in; stands beneath.
    #[prop(optional, into)]
    hint: String,
    /// What is wrong with it. What the server said of the field is shown without this.
    #[prop(optional, into)]
    problem: MaybeProp<String>,
    /// Whether it must be filled in; others say that they are optional.
    #[prop(optional)]
    required: bool,
    /// Whether it has the focus when the page opens: one on a page.
    #[prop(optional)]
    autofocus: bool,
    /// The id of the form that it belongs to, where it does not stand in it.
    #[prop(optional, into)]
    form: Option<String>,
    /// Told of each change, whatever was typed.
    #[prop(optional, into)]
    on_change: Option<Callback<String>>,
) -> impl IntoView {
    let reads = move |text: &str| match text.parse::<u64>() {
        Ok(number) if (min..=max).contains(&number) => None,
        _ => Some(format!("a whole number from {min} to {max}")),
    };
    let typing = Typing::new(problem, reads, on_change);
    let told =
        Told { label, name: name.clone(), hint, problem: typing.problem, required, form: form.clone() };
    let (frame, value) = told.frame(value);
    let entry = Entry { name, value, inputmode: "numeric", unit, required, autofocus, form };
    let control = entry.draw(&frame, typing);
    frame.around(control)
}

/// A number that may have decimals, with its unit.
#[component]
pub fn NumberField(
    /// What is measured; stands above and is its accessible name.
    #[prop(into)]
    label: String,
    /// Its name in the form.
    #[prop(into)]
    name: String,
    /// The number to start with, as text.
    #[prop(optional, into)]
    value: String,
    /// What stands behind the number: "%", "V", "days".
    #[prop(optional, into)]
    unit: String,
    /// What helps to fill it in; stands beneath.
    #[prop(optional, into)]
    hint: String,
    /// What is wrong with it. What the server said of the field is shown without this.
    #[prop(optional, into)]
    problem: MaybeProp<String>,
    /// Whether it must be filled in; others say that they are optional.
    #[prop(optional)]
    required: bool,
    /// Whether it has the focus when the page opens: one on a page.
    #[prop(optional)]
    autofocus: bool,
    /// The id of the form that it belongs to, where it does not stand in it.
    #[prop(optional, into)]
    form: Option<String>,
    /// Told of each change, whatever was typed.
    #[prop(optional, into)]
    on_change: Option<Callback<String>>,
) -> impl IntoView {
    let typing = Typing::new(problem, not_decimal, on_change);
    let told =
        Told { label, name: name.clone(), hint, problem: typing.problem, required, form: form.clone() };
    let (frame, value) = told.frame(value);
    let entry = Entry { name, value, inputmode: "decimal", unit, required, autofocus, form };
    let control = entry.draw(&frame, typing);
    frame.around(control)
}

/// An amount of money with its currency.
///
/// With one currency it stands behind the amount and is sent along; with several it is chosen. Two
/// names are sent: the amount's and the currency's.
#[component]
pub fn MoneyField(
    /// What is paid; stands above and is the accessible name of the amount.
    #[prop(into)]
    label: String,
    /// The amount's name in the form.
    #[prop(into)]
    name: String,
    /// The amount to start with, as text.
    #[prop(optional, into)]
    value: String,
    /// The currency's name in the form.
    #[prop(default = "currency".to_owned(), into)]
    currency_name: String,
    /// The currency to start with.
    #[prop(into)]
    currency: String,
    /// Those that can be chosen.
    #[prop(optional)]
    currencies: Vec<String>,
    /// What helps to fill it in; stands beneath.
    #[prop(optional, into)]
    hint: String,
    /// What is wrong with it. What the server said of the field is shown without this.
    #[prop(optional, into)]
    problem: MaybeProp<String>,
    /// Whether it must be filled in; others say that they are optional.
    #[prop(optional)]
    required: bool,
    /// Whether it has the focus when the page opens: one on a page.
    #[prop(optional)]
    autofocus: bool,
    /// The id of the form that it belongs to, where it does not stand in it.
    #[prop(optional, into)]
    form: Option<String>,
    /// Told of each change of the amount, whatever was typed.
    #[prop(optional, into)]
    on_change: Option<Callback<String>>,
) -> impl IntoView {
    let typing = Typing::new(problem, not_money, on_change);
    let chosen = Told::typed(&currency_name).unwrap_or(currency);
    let currency_label = format!("Currency: {label}");
    let told =
        Told { label, name: name.clone(), hint, problem: typing.problem, required, form: form.clone() };
    let (frame, value) = told.frame(value);
    let unit = if currencies.len() > 1 { String::new() } else { chosen.clone() };
    let entry = Entry { name, value, inputmode: "decimal", unit, required, autofocus, form: form.clone() };
    let amount = entry.draw(&frame, typing);
    let which = if currencies.len() > 1 {
        let options =
            Choices::from(currencies.into_iter().map(|code| (code.clone(), code)).collect::<Vec<_>>());
        view! {
            <select
                name=currency_name
                form=form
                aria-label=currency_label
                class="select h-10 w-28 shrink-0 bg-base-100 text-base sm:text-sm"
            >
                {options.drawn(&chosen)}
            </select>
        }
        .into_any()
    } else {
        view! { <input type="hidden" name=currency_name value=chosen form=form /> }.into_any()
    };
    let control =
        view! { <div class="flex min-w-0 gap-2 *:first:min-w-0 *:first:grow">{amount} {which}</div> };
    frame.around(control.into_any())
}

/// What is wrong with what is being typed, and who is told of it.
#[derive(Clone, Copy)]
struct Typing {
    problem: MaybeProp<String>,
    heard: Callback<String>,
}

impl Typing {
    fn new(
        given: MaybeProp<String>,
        reads: impl Fn(&str) -> Option<String> + Send + Sync + 'static,
        on_change: Option<Callback<String>>,
    ) -> Self {
        let seen = RwSignal::new(None);
        let heard = Callback::new(move |typed: String| {
            let text = typed.trim();
            seen.set(if text.is_empty() { None } else { reads(text) });
            if let Some(told) = on_change {
                told.run(typed);
            }
        });
        let problem = MaybeProp::derive(move || seen.get().or_else(|| given.get()));
        Self { problem, heard }
    }
}

fn not_decimal(text: &str) -> Option<String> {
    let plain = text.strip_prefix('-').unwrap_or(text);
    let digits = plain.chars().filter(char::is_ascii_digit).count();
    let marks = plain.chars().filter(|character| matches!(character, '.' | ',')).count();
    let is_number = digits > 0 && marks <= 1 && digits + marks == plain.chars().count();
    (!is_number).then(|| "a number, such as 2.5".to_owned())
}

fn not_money(text: &str) -> Option<String> {
    let fault = text.parse::<Micros>().err();
    fault.map(|_| "an amount, such as 0.035".to_owned())
}

/// The control of a number.
struct Entry {
    name: String,
    value: String,
    inputmode: &'static str,
    unit: String,
    required: bool,
    autofocus: bool,
    form: Option<String>,
}

impl Entry {
    fn draw(self, frame: &Frame, typing: Typing) -> AnyView {
        let unit = (!self.unit.is_empty())
            .then(|| view! { <span class="shrink-0 text-xs text-quiet">{self.unit}</span> });
        view! {
            <span class=format!("{CONTROL} flex items-center gap-2 has-aria-invalid:border-error")>
                <input
                    type="text"
                    id=frame.id.clone()
                    name=self.name
                    inputmode=self.inputmode
                    class="min-w-0 grow"
                    autocomplete="off"
                    value=self.value
                    required=self.required
                    autofocus=self.autofocus
                    form=self.form
                    aria-invalid=frame.invalid()
                    aria-describedby=frame.described_by()
                    on:input=tell(Some(typing.heard))
                />
                {unit}
            </span>
        }
        .into_any()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_number_is_marked() {
        for good in ["0", "2.5", "2,5", "-1", "1000"] {
            assert_eq!(not_decimal(good), None, "{good}");
        }
        for bad in ["", "-", "x", "1.2.3", "1e3", "5 %"] {
            assert!(not_decimal(bad).is_some(), "{bad}");
        }
        assert_eq!(not_money("0.035"), None);
        assert!(not_money("ten").is_some());
    }
}
