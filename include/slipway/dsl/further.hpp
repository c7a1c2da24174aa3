// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/core/optional.hpp>
#include <slipway/dsl/detail/missing_fields.hpp>

namespace slipway::dsl {

/// What the API has of an object beyond its short form. Only where it is said, the compiler learns
/// to look through its type for what is missing.
template <class Spec>
class further : public core::optional<Spec> {
    using base = core::optional<Spec>;

public:
    constexpr further() = default;
    constexpr further(Spec said) : base(static_cast<Spec&&>(said)), look_(&look) {}

    constexpr Spec& emplace() {
        look_ = &look;
        return base::emplace();
    }
    /// In the whole that was made of it and of the short form.
    constexpr void find_missing(const Spec& whole, detail::missing_fields& found) const {
        look_(whole, found);
    }

private:
    static constexpr void look(const Spec& whole, detail::missing_fields& found) {
        found.object("spec", whole);
    }

    void (*look_)(const Spec&, detail::missing_fields&) = nullptr;
};

}  // namespace slipway::dsl
