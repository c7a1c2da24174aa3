// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

// Stays out of the umbrella: a tenth of a second for those who write no sentences.

#include <slipway/dsl/build/builder.hpp>
#include <slipway/dsl/volume.hpp>

namespace slipway::dsl::build {

/// `build::persistent_volume_claim("data").size("10Gi")`
template <unsigned Missing>
class [[nodiscard]] persistent_volume_claim_builder
    : public namespaced_words<persistent_volume_claim_builder, PersistentVolumeClaim, Missing>,
      public builder<persistent_volume_claim_builder, PersistentVolumeClaim, Missing> {
    using sized = persistent_volume_claim_builder<Missing & ~needs::a_size>;

public:
    using builder<persistent_volume_claim_builder, PersistentVolumeClaim, Missing>::builder;

    constexpr persistent_volume_claim_builder accessMode(const access_mode& m) && {
        return this->edit().accessModes.push_back(m), this->said();
    }
    constexpr sized size(const memory& least) && {
        return this->edit().size = least, sized(this->taken());
    }
    constexpr persistent_volume_claim_builder storageClassName(const class_name& c) && {
        return this->edit().storageClassName = c, this->said();
    }
    /// Whatever else the API has; the size may be in there.
    constexpr sized spec(const api::PersistentVolumeClaimSpec& s) && {
        return this->edit().spec = s, sized(this->taken());
    }
};
constexpr persistent_volume_claim_builder<needs::a_size> persistent_volume_claim(
    const name& called, int line = __builtin_LINE(), const char* file = __builtin_FILE()) {
    return begin_at<persistent_volume_claim_builder<needs::a_size>>(called, line, file);
}
constexpr persistent_volume_claim_builder<needs::nothing> persistent_volume_claim(
    const PersistentVolumeClaim& begun) {
    return persistent_volume_claim_builder<needs::nothing>(begun);
}

}  // namespace slipway::dsl::build
