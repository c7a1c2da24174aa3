// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

// Stays out of the umbrella: a tenth of a second for those who write no sentences.

#include <slipway/dsl/build/builder.hpp>
#include <slipway/dsl/config.hpp>

namespace slipway::dsl::build {

/// What ConfigMaps and Secrets say.
template <template <unsigned> class Self, class Kind, unsigned Missing>
class data_builder : public namespaced_builder<Self, Kind, Missing> {
public:
    using namespaced_builder<Self, Kind, Missing>::namespaced_builder;

    constexpr Self<Missing> data(const config_key& key, const text& value) && {
        return this->edit().data.push_back({key, value}), this->said();
    }
    constexpr Self<Missing> data(const entries<datum>& more) && { return detail::add_all(this->edit().data, more), this->said(); }
    constexpr Self<Missing> immutable(bool on = true) && { return this->edit().immutable = on, this->said(); }
};

/// `build::config_map("settings").data("LOG_LEVEL", "info")`
template <unsigned Missing>
class config_map_builder : public data_builder<config_map_builder, ConfigMap, Missing> {
public:
    using data_builder<config_map_builder, ConfigMap, Missing>::data_builder;
};
constexpr config_map_builder<needs::nothing> config_map(const name& called,
                                                        int line = __builtin_LINE(), const char* file = __builtin_FILE()) {
    return config_map_builder<needs::nothing>(ConfigMap{.name = called, .line = line, .file = file});
}
constexpr config_map_builder<needs::nothing> config_map(const ConfigMap& begun) { return config_map_builder<needs::nothing>(begun); }

template <unsigned Missing>
class secret_builder : public data_builder<secret_builder, Secret, Missing> {
public:
    using data_builder<secret_builder, Secret, Missing>::data_builder;

    constexpr secret_builder type(const text& t) && { return this->edit().type = t, this->said(); }
};
constexpr secret_builder<needs::nothing> secret(const name& called, int line = __builtin_LINE(), const char* file = __builtin_FILE()) {
    return secret_builder<needs::nothing>(Secret{.name = called, .line = line, .file = file});
}
constexpr secret_builder<needs::nothing> secret(const Secret& begun) { return secret_builder<needs::nothing>(begun); }

}  // namespace slipway::dsl::build
