// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/api/members/core_v1.hpp>
#include <slipway/dsl/config.hpp>
#include <slipway/dsl/container.hpp>
#include <slipway/dsl/further.hpp>

namespace slipway::dsl {

struct PersistentVolumeClaim {
    dsl::name name{};
    short_name namespace_{};
    dsl::labels labels{};
    dsl::annotations annotations{};
    core::list<access_mode> accessModes{};           ///< ReadWriteOnce where it is left out
    memory size{};                                   ///< the API's `resources.requests.storage`
    class_name storageClassName{};                   ///< "" is none, left out the default
    further<api::PersistentVolumeClaimSpec> spec{};  ///< whatever else the API has
    int line = __builtin_LINE();
    const char* file = __builtin_FILE();
};

/// A directory that is made empty with its Pod and goes with it.
struct emptyDir {
    memory sizeLimit{};
    bool inMemory = false;
};
struct hostPath {
    absolute_path path{};
    text type{};  ///< such as `DirectoryOrCreate`
};

struct volume {
    enum class of : unsigned char { empty, config_map, secret, host, claim };
    short_name name{};
    of what = of::empty;
    text source{};  ///< the name of an object, a path, or the most that an empty directory may hold
    text type{};

    constexpr volume() = default;
    constexpr volume(short_name n, const ConfigMap& c)
        : name(n), what(of::config_map), source(c.name) {}
    constexpr volume(short_name n, const Secret& s) : name(n), what(of::secret), source(s.name) {}
    constexpr volume(short_name n, const PersistentVolumeClaim& c)
        : name(n), what(of::claim), source(c.name) {}
    constexpr volume(short_name n, const emptyDir& e) : name(n), source(e.sizeLimit), type(in(e)) {}
    constexpr volume(short_name n, const hostPath& h)
        : name(n), what(of::host), source(h.path), type(h.type) {}

private:
    static constexpr text in(const emptyDir& e) {
        if (e.inMemory) return "Memory";
        return {};
    }
};

template <std::same_as<volume> Short>
constexpr void lower(const Short& from, api::Volume& made) {
    made.name = from.name;
    switch (from.what) {
        case volume::of::config_map: made.configMap.emplace().name = from.source; break;
        case volume::of::secret: made.secret.emplace().secretName = from.source; break;
        case volume::of::claim: made.persistentVolumeClaim.emplace().claimName = from.source; break;
        case volume::of::host: {
            api::HostPathVolumeSource& host = made.hostPath.emplace();
            host.path = from.source;
            host.type = from.type;
            break;
        }
        case volume::of::empty: {
            api::EmptyDirVolumeSource& empty = made.emptyDir.emplace();
            empty.sizeLimit = from.source;
            empty.medium = from.type;
            break;
        }
    }
}

namespace detail {

/// Without its kind, as StatefulSets hold it.
constexpr void lower_claim(const PersistentVolumeClaim& from, api::PersistentVolumeClaim& made) {
    lower_metadata(from, made.metadata);
    api::PersistentVolumeClaimSpec& spec = made.spec;
    if (from.spec.has_value()) spec = *from.spec;
    lower_texts(from.accessModes, spec.accessModes);
    if (spec.accessModes.empty()) spec.accessModes.push_back("ReadWriteOnce");
    if (!from.size.empty()) spec.resources.emplace().requests["storage"] = from.size;
    if (from.storageClassName.said()) spec.storageClassName = from.storageClassName;
}

}  // namespace detail

template <std::same_as<PersistentVolumeClaim> Short>
constexpr void lower(const Short& from, api::PersistentVolumeClaim& made) {
    made.apiVersion = "v1";
    made.kind = "PersistentVolumeClaim";
    detail::lower_claim(from, made);
}
template <std::same_as<PersistentVolumeClaim> Short>
constexpr api::PersistentVolumeClaim lower(const Short& from) {
    api::PersistentVolumeClaim made;
    lower(from, made);
    return made;
}
constexpr bool all_checked(const PersistentVolumeClaim& c) { return !c.spec.has_value(); }

}  // namespace slipway::dsl
