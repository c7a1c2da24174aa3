// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

// Stays out of the umbrella: a tenth of a second for those who write no sentences.

#include <slipway/dsl/build/builder.hpp>
#include <slipway/dsl/namespace.hpp>

namespace slipway::dsl::build {

template <unsigned Missing>
class namespace_builder : public object_builder<namespace_builder, Namespace, Missing> {
public:
    using object_builder<namespace_builder, Namespace, Missing>::object_builder;
};
constexpr namespace_builder<needs::nothing> namespace_(const short_name& called,
                                                       int line = __builtin_LINE(), const char* file = __builtin_FILE()) {
    return namespace_builder<needs::nothing>(Namespace{.name = called, .line = line, .file = file});
}
constexpr namespace_builder<needs::nothing> namespace_(const Namespace& begun) { return namespace_builder<needs::nothing>(begun); }

}  // namespace slipway::dsl::build
