// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

// Stays out of the umbrella: a tenth of a second for those who write no sentences.

#include <slipway/dsl/build/builder.hpp>
#include <slipway/dsl/config.hpp>

namespace slipway::dsl::build {

/// What ConfigMaps and Secrets say.
template <template <unsigned> class Self, class Kind, unsigned Missing>
class data_words : public namespaced_words<Self, Kind, Missing> {
public:
    constexpr Self<Missing> data(const config_key& key, const text& value) && {
        return this->edit().data.push_back({key, value}), this->said();
    }
    constexpr Self<Missing> data(const entries<datum>& more) && {
        return detail::add_all(this->edit().data, more), this->said();
    }
    constexpr Self<Missing> immutable(bool on = true) && {
        return this->edit().immutable = on, this->said();
    }
};

/// `build::config_map("settings").data("LOG_LEVEL", "info")`
template <unsigned Missing>
class [[nodiscard]] config_map_builder : public data_words<config_map_builder, ConfigMap, Missing>,
                                         public builder<config_map_builder, ConfigMap, Missing> {
public:
    using builder<config_map_builder, ConfigMap, Missing>::builder;
};
constexpr config_map_builder<needs::nothing> config_map(const name& called,
                                                        int line = __builtin_LINE(),
                                                        const char* file = __builtin_FILE()) {
    return begin_at<config_map_builder<needs::nothing>>(called, line, file);
}
constexpr config_map_builder<needs::nothing> config_map(const ConfigMap& begun) {
    return config_map_builder<needs::nothing>(begun);
}

template <unsigned Missing>
class [[nodiscard]] secret_builder : public data_words<secret_builder, Secret, Missing>,
                                     public builder<secret_builder, Secret, Missing> {
public:
    using builder<secret_builder, Secret, Missing>::builder;

    constexpr secret_builder type(const text& t) && { return this->edit().type = t, this->said(); }
};
constexpr secret_builder<needs::nothing> secret(const name& called, int line = __builtin_LINE(),
                                                const char* file = __builtin_FILE()) {
    return begin_at<secret_builder<needs::nothing>>(called, line, file);
}
constexpr secret_builder<needs::nothing> secret(const Secret& begun) {
    return secret_builder<needs::nothing>(begun);
}

}  // namespace slipway::dsl::build
