// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <initializer_list>

#include <slipway/core/list.hpp>
#include <slipway/core/quantity.hpp>
#include <slipway/core/text.hpp>
#include <slipway/dsl/finding.hpp>
#include <slipway/dsl/literals.hpp>
#include <slipway/dsl/mistake.hpp>

namespace slipway::dsl {

namespace error {
inline void the_default_of_a_parameter_is_a_value_that_it_takes(std::string_view s) {
    throw mistake("the default of a parameter is a value that it takes", s);
}
inline void a_parameter_is_named_by_lower_case_letters_digits_and_dashes(std::string_view s) {
    throw mistake("a parameter is named by lower case letters, digits and dashes", s);
}
}  // namespace error

/// A value that a definition asks for.
struct parameter {
    text name{};
    text type{};  ///< `number`, `text`, `a|b|c`, ...
    text standard{};
    text help{};
    text variable{};  ///< of the environment; none where it is empty
    text given{};
    bool is_given = false;
    bool is_from_variable = false;
};

/// What a number may be.
struct parameter_bounds {
    long least = 0;
    long most = 1'000'000'000;
};

/// A value that was given on the command line: `--set replicas=5`.
struct argument {
    text name{};
    text value{};
};

/// What a definition is told when its program starts, with types, defaults and help:
///
///     constexpr Cluster shop(parameters& in) {
///         const long count = in.number("replicas", 3, "how many pods serve the shop",
///                                      {.least = 1, .most = 50});
///         const text tag = in.string("tag", "1.4.2", "version of the images", "SHOP_TAG");
///         ...
///     }
///     int main(int argc, char** argv) { return slipway::run<shop>(argc, argv); }
///
/// `--set NAME=VALUE` comes before the variable of the environment, that before the default. The
/// compiler checks the definition with the defaults; what is given is checked when it is asked for,
/// and throws `mistake`.
class parameters {
public:
    using bounds = parameter_bounds;
    /// The value of a variable of the environment; null where it is not set.
    using environment = const char* (*)(const char* name);

    constexpr parameters() = default;
    constexpr explicit parameters(core::list<argument> given, environment look_up = nullptr)
        : given_(given), look_up_(look_up) {}

    constexpr long number(const text& called, long standard, const text& help, bounds in = {},
                          const text& variable = {}) {
        const parameter& p =
            ask(called, core::cat(core::decimal(in.least), "..", core::decimal(in.most)),
                core::decimal(standard), help, variable);
        if (standard < in.least || standard > in.most)
            error::the_default_of_a_parameter_is_a_value_that_it_takes(called);
        return p.is_given ? parse(p, in) : standard;
    }
    constexpr text string(const text& called, const text& standard, const text& help,
                          const text& variable = {}) {
        const parameter& p = ask(called, "text", standard, help, variable);
        return value_of(p);
    }
    constexpr bool flag(const text& called, bool standard, const text& help,
                        const text& variable = {}) {
        const parameter& p = ask(called, "true|false", standard ? "true" : "false", help, variable);
        if (!p.is_given) return standard;
        if (p.given != "true" && p.given != "false") refuse(p);
        return p.given == "true";
    }
    /// One of a few words.
    constexpr text choice(const text& called, const text& standard, std::initializer_list<text> of,
                          const text& help, const text& variable = {}) {
        text type;
        for (const text& word : of) type = core::cat(type, type.empty() ? "" : "|", word);
        const parameter& p = ask(called, type, standard, help, variable);
        for (const text& word : of)
            if (word == chosen(p)) return word;
        if (p.is_given) refuse(p);
        else error::the_default_of_a_parameter_is_a_value_that_it_takes(called);
        return standard;
    }
    /// An amount such as 500m or 2Gi.
    constexpr dsl::quantity quantity(const text& called, const text& standard, const text& help,
                                     const text& variable = {}) {
        const parameter& p = ask(called, "quantity", standard, help, variable);
        if (p.is_given && !detail::is_quantity(p.given)) refuse(p);
        return value_of(p);
    }

    /// Those that the definition has asked for so far.
    constexpr const core::list<parameter>& asked() const { return asked_; }
    /// Whether the definition has asked for a parameter of that name.
    constexpr bool knows(std::string_view called) const {
        for (const parameter& p : asked_)
            if (p.name == called) return true;
        return false;
    }
    constexpr const core::list<argument>& given() const { return given_; }

private:
    constexpr const parameter& ask(const text& called, const text& type, const text& standard,
                                   const text& help, const text& variable) {
        if (!core::is_dns_label(called))
            error::a_parameter_is_named_by_lower_case_letters_digits_and_dashes(called);
        parameter& made = asked_.append();
        made.name = called;
        made.type = type;
        made.standard = standard;
        made.help = help;
        made.variable = variable;
        if (look_up_ && !variable.empty())
            if (const char* value = look_up_(variable.c_str())) {
                made.given = text(std::string_view(value));
                made.is_given = made.is_from_variable = true;
            }
        for (const argument& a : given_)
            if (a.name == called) {
                made.given = a.value;
                made.is_given = true;
                made.is_from_variable = false;
            }
        return made;
    }
    static constexpr std::string_view chosen(const parameter& p) {
        return p.is_given ? p.given.view() : p.standard.view();
    }
    // Not by `?:`: what it copies is destroyed twice by GCC 12.
    static constexpr text value_of(const parameter& p) {
        if (p.is_given) return p.given;
        return p.standard;
    }
    static constexpr long parse(const parameter& p, const bounds& in) {
        const std::string_view s = p.given;
        const bool negative = s.starts_with('-');
        long value = 0;
        bool good = s.size() > negative && s.size() < 18;
        for (std::size_t i = negative; i < s.size() && good; ++i) {
            good = core::is_digit(s[i]);
            value = value * 10 + (s[i] - '0');
        }
        if (negative) value = -value;
        if (!good || value < in.least || value > in.most) refuse(p);
        return value;
    }
    /// At run time only: nothing is given while the compiler evaluates.
    static void refuse(const parameter& p) {
        const text whence =
            p.is_from_variable ? core::cat(", which the variable ", p.variable, " has") : text();
        throw mistake("a parameter takes values of its type", p.given,
                      core::cat("the parameter ", p.name, " takes ", p.type, ", not '", p.given,
                                "'", whence));
    }

    core::list<argument> given_{};
    environment look_up_ = nullptr;
    core::list<parameter> asked_{};
};

}  // namespace slipway::dsl
