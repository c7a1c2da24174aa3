// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>

#include <slipway/dsl/detail/held.hpp>
#include <slipway/dsl/finding.hpp>
#include <slipway/dsl/mistake.hpp>

namespace slipway::dsl {

namespace error {
inline void only_warnings_can_be_silenced(std::string_view s) {
    throw mistake("only warnings can be silenced", s);
}
inline void a_silenced_warning_needs_a_reason(std::string_view s) {
    throw mistake("a silenced warning needs a reason", s);
}
}  // namespace error

/// A warning that was looked at and is right as it is.
struct silence {
    rule what{};
    text reason{};
};

/// One object of a cluster: made from every kind that a cluster is written in, and from the API's
/// own structs. A short form is put into the form of the API when that is asked for first.
class object {
public:
    constexpr object() = default;
    template <detail::short_form Short>
    constexpr object(const Short& from)
        : held_(new detail::held_short<Short>(from)),
          line_(from.line),
          file_(detail::file_of(from)),
          checked_(all_checked(from)) {}
    template <api::kind Kind>
    constexpr object(const Kind& from, int line = __builtin_LINE(),
                     const char* file = __builtin_FILE())
        : held_(new detail::held_struct<Kind>(from)), line_(line), file_(file) {}
    /// What looks like a kind and is not known as one.
    template <class Struct>
        requires(!api::kind<Struct> && requires(const Struct& s) { s.apiVersion, s.metadata; })
    constexpr object(const Struct&) {
        static_assert(
            api::kind<Struct>,
            "the header of this kind's members is missing: include <slipway/api/members/GROUP_VERSION.hpp>");
    }

    constexpr object(const object& other)
        : held_(other.held_ ? (core::detail::acquire(other.held_->references), other.held_)
                            : nullptr),
          line_(other.line_),
          file_(other.file_),
          checked_(other.checked_),
          silenced_(other.silenced_) {}
    constexpr object(object&& other) noexcept
        : held_(other.held_),
          line_(other.line_),
          file_(other.file_),
          checked_(other.checked_),
          silenced_(static_cast<core::list<silence>&&>(other.silenced_)) {
        other.held_ = nullptr;
    }
    constexpr object& operator=(const object& other) { return *this = object(other); }
    // As one expression, since compilers count statements in constant evaluation and allow only so
    // many.
    constexpr object& operator=(object&& other) noexcept {
        return core::detail::exchange(held_, other.held_),
               line_ = other.line_, file_ = other.file_, checked_ = other.checked_,
               silenced_ = static_cast<core::list<silence>&&>(other.silenced_), *this;
    }
    constexpr ~object() {
        if (held_ && core::detail::release(held_->references)) delete held_;
    }

    constexpr const api::kind_facts& facts() const { return *held_->facts; }
    constexpr std::string_view name() const { return held_->name(); }
    /// Empty where the object says none: it stands in its cluster's own then, if its kind stands in
    /// any.
    constexpr std::string_view space() const { return held_->space(); }

    template <api::kind Kind>
    constexpr bool is() const {
        return *held_->facts == api::kind_of<Kind>;
    }
    /// The object as the API has it; null where it is of another kind.
    template <api::kind Kind>
    constexpr const Kind* as() const {
        return is<Kind>() ? &static_cast<detail::held_value<Kind>*>(held_)->get() : nullptr;
    }
    constexpr const api::ObjectMeta& metadata() const { return held_->metadata(); }
    /// The pods that it runs; null where it runs none.
    constexpr const api::PodSpec* pods() const { return held_->pods(); }
    constexpr bool runs_pods() const { return held_->runs_pods(); }
    /// What it takes of a constant evaluation: 1 for a small ConfigMap.
    constexpr std::size_t weight() const { return held_->weight(); }
    /// Of the pods that it runs.
    constexpr const core::map<text>& pod_labels() const { return held_->pod_labels(); }

    // What varies a cluster writes to objects as the API has them. Other objects that share it stay
    // as they are.

    template <api::kind Kind>
    constexpr Kind* edit() {
        return is<Kind>() ? &static_cast<detail::held_value<Kind>*>(own())->edit() : nullptr;
    }
    constexpr api::ObjectMeta& edit_metadata() { return own()->edit_metadata(); }
    /// Null where it runs no pods.
    constexpr api::PodSpec* edit_pods() { return runs_pods() ? own()->edit_pods() : nullptr; }
    /// Of the pods that it runs; null where it runs none.
    constexpr api::ObjectMeta* edit_pod_metadata() {
        return runs_pods() ? own()->edit_pod_metadata() : nullptr;
    }

    /// Where it stands in its source.
    constexpr int line() const { return line_; }
    constexpr const char* file() const { return file_; }
    /// Whether its own values are of checked types.
    constexpr bool checked() const { return checked_; }

    constexpr void silence_rule(const silence& s) { silenced_.push_back(s); }
    constexpr bool silences(rule r) const {
        for (const silence& s : silenced_)
            if (s.what == r) return true;
        return false;
    }

    /// Records it member by member, in the namespace that is given where it says none.
    constexpr void record(detail::recorder& to, const text& space) const {
        held_->record(to, space);
    }
    constexpr detail::looked find_missing(detail::missing_fields& visitor) const {
        return held_->find_missing(visitor);
    }

private:
    constexpr detail::holder* own() {
        checked_ = false;
        if (core::detail::shared(held_->references) || !held_->is_api_struct) {
            detail::holder* const made = held_->copy();
            if (core::detail::release(held_->references)) delete held_;
            held_ = made;
        }
        return held_;
    }

    detail::holder* held_ = nullptr;
    int line_ = 0;
    const char* file_ = "";
    bool checked_ = false;
    core::list<silence> silenced_{};
};

/// The object with a warning that is not given for it, and why that is right: `silenced(web,
/// rule::..., "...")`.
constexpr object silenced(object what, rule warning, const text& reason) {
    if (severity_of(warning) != severity::warning)
        error::only_warnings_can_be_silenced(sentence_of(warning));
    if (reason.empty()) error::a_silenced_warning_needs_a_reason(sentence_of(warning));
    what.silence_rule({warning, reason});
    return what;
}

}  // namespace slipway::dsl
