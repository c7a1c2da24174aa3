// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

// Stays out of the umbrella: a tenth of a second for those who write no sentences.

#include <slipway/dsl/build/builder.hpp>
#include <slipway/dsl/namespace.hpp>

namespace slipway::dsl::build {

template <unsigned Missing>
class [[nodiscard]] namespace_builder : public object_words<namespace_builder, Namespace, Missing>,
                                        public builder<namespace_builder, Namespace, Missing> {
public:
    using builder<namespace_builder, Namespace, Missing>::builder;
};
constexpr namespace_builder<needs::nothing> namespace_(const short_name& called,
                                                       int line = __builtin_LINE(),
                                                       const char* file = __builtin_FILE()) {
    return begin_at<namespace_builder<needs::nothing>>(called, line, file);
}
constexpr namespace_builder<needs::nothing> namespace_(const Namespace& begun) {
    return namespace_builder<needs::nothing>(begun);
}

}  // namespace slipway::dsl::build
