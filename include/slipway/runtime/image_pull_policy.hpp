// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <slipway/core/status.hpp>
#include <slipway/oci/reference.hpp>
#include <slipway/runtime/image_store.hpp>

namespace slipway::runtime {

/// When a container's image is fetched (core/v1 Container, `imagePullPolicy`).
enum class pull_policy { always, if_not_present, never };

/// Throws `status_error` (invalid) for a word that is none of Always, IfNotPresent, Never.
inline pull_policy parse_pull_policy(std::string_view word) {
    if (word == "Always") return pull_policy::always;
    if (word == "IfNotPresent") return pull_policy::if_not_present;
    if (word == "Never") return pull_policy::never;
    throw status_error(core::reason::invalid,
                       "\"" + std::string(word) +
                           "\" is no pull policy; there are Always, IfNotPresent and Never");
}

/// What the API server fills in: Always for the tag `latest` or none, otherwise IfNotPresent.
inline pull_policy default_pull_policy(const oci::reference& r) {
    return r.digest().empty() && r.tag() == "latest" ? pull_policy::always
                                                     : pull_policy::if_not_present;
}

/// An image could not be had. `waiting_reason()` is the kubelet's word for the container's state
/// (`ErrImagePull`, `ErrImageNeverPull`, `InvalidImageName`); the message is the sentence beside
/// it.
class image_error : public status_error {
public:
    image_error(std::string waiting_reason, core::reason why, std::string message)
        : status_error(why, std::move(message)), waiting_reason_(std::move(waiting_reason)) {}
    const std::string& waiting_reason() const noexcept { return waiting_reason_; }

private:
    std::string waiting_reason_;
};

/// Gets the image that a container names, as its policy wants it. Throws `image_error` only.
template <class Registry>
image ensure_image(image_store& store, const std::string& name, pull_policy policy,
                   Registry& registry, const pull_progress_sink& progress = {}) {
    oci::reference reference;
    try {
        reference = oci::reference::parse(name);
    } catch (const status_error& e) {
        throw image_error("InvalidImageName", core::reason::invalid,
                          "Failed to apply default image tag \"" + name +
                              "\": couldn't parse image name: " + e.message());
    }
    if (policy == pull_policy::never) {
        if (auto found = store.find(reference)) return *std::move(found);
        throw image_error(
            "ErrImageNeverPull", core::reason::not_found,
            "Container image \"" + name + "\" is not present with pull policy of Never");
    }
    try {
        return policy == pull_policy::always ? store.pull(reference, registry, progress)
                                             : store.ensure(reference, registry, progress);
    } catch (const status_error& e) {
        throw image_error("ErrImagePull", e.why(),
                          "failed to pull image \"" + name + "\": " + e.message());
    }
}

}  // namespace slipway::runtime
