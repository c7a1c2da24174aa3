// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <sys/stat.h>

#include <slipway/api/core_v1.hpp>
#include <slipway/core/base64.hpp>
#include <slipway/node/environment.hpp>
#include <slipway/oci/remove_tree.hpp>
#include <slipway/runtime/types.hpp>

namespace slipway::node::detail {

/// The volumes of a pod as directories of this machine: `emptyDir`, `hostPath`, `configMap`,
/// `secret` and `downwardAPI`.
class pod_volumes {
public:
    pod_volumes(std::filesystem::path directory, const api::Pod& pod, const config_sources& sources)
        : directory_(std::move(directory)), pod_(pod), sources_(sources) {}

    /// Makes what is not there yet. Throws `status_error` with the reason for a `FailedMount`
    /// event.
    void prepare() const {
        for (const api::Volume& v : pod_.spec.volumes) {
            const auto place = of(v);
            if (std::filesystem::exists(place)) continue;
            try {
                make(v, place);
            } catch (const status_error& e) {
                throw status_error(e.why(), "MountVolume.SetUp failed for volume \"" +
                                                std::string(v.name.view()) + "\" : " + e.message());
            }
        }
    }
    std::vector<runtime::mount> mounts_of(const api::Container& c) const {
        std::vector<runtime::mount> made;
        for (const api::VolumeMount& m : c.volumeMounts) {
            const api::Volume* volume = nullptr;
            for (const api::Volume& v : pod_.spec.volumes)
                if (v.name == m.name) volume = &v;
            if (!volume)
                throw status_error(core::reason::invalid,
                                   "volume \"" + std::string(m.name.view()) + "\" is not defined");
            std::filesystem::path source = of(*volume);
            if (!m.subPath.empty()) source = below(source, m.subPath.view());
            const bool fixed = volume->configMap.has_value() || volume->secret.has_value() ||
                               volume->downwardAPI.has_value();
            made.push_back(
                {source, std::string(m.mountPath.view()), m.readOnly.value_or(false) || fixed});
        }
        return made;
    }

private:
    std::filesystem::path of(const api::Volume& v) const {
        if (v.hostPath.has_value()) return std::string(v.hostPath->path.view());
        return directory_ / std::string(v.name.view());
    }
    static std::filesystem::path below(const std::filesystem::path& place, std::string_view path) {
        if (path.starts_with('/') ||
            ("/" + std::string(path) + "/").find("/../") != std::string::npos)
            throw status_error(
                core::reason::invalid,
                "\"" + std::string(path) + "\" must be a relative path without '..'");
        // What a container has put there may be a link to anywhere; nothing is made before that is
        // known.
        const auto within = std::filesystem::weakly_canonical(place),
                   made = std::filesystem::weakly_canonical(place / path);
        if (std::mismatch(within.begin(), within.end(), made.begin(), made.end()).first !=
                within.end() ||
            std::filesystem::is_symlink(made))
            throw status_error(core::reason::invalid,
                               "subPath \"" + std::string(path) + "\" leaves its volume");
        std::error_code error;
        if (!std::filesystem::exists(made)) std::filesystem::create_directories(made, error);
        if (error)
            throw status_error(
                core::reason::internal_error,
                "cannot make the directory " + made.string() + ": " + error.message());
        return made;
    }

    void make(const api::Volume& v, const std::filesystem::path& place) const {
        if (v.hostPath.has_value()) return make_host_path(*v.hostPath);
        if (v.emptyDir.has_value()) {
            std::filesystem::create_directories(place);
            ::chmod(place.c_str(), 0777);
        } else if (v.configMap.has_value()) {
            const auto found = sources_.config_map(v.configMap->name);
            if (!found && !v.configMap->optional.value_or(false))
                missing("configmap", v.configMap->name);
            std::vector<std::pair<std::string, std::string>> files;
            if (found) files = content_of(*found);
            write(place, files, v.configMap->items, v.configMap->defaultMode.value_or(0644));
        } else if (v.secret.has_value()) {
            const auto found = sources_.secret(v.secret->secretName);
            if (!found && !v.secret->optional.value_or(false))
                missing("secret", v.secret->secretName);
            std::vector<std::pair<std::string, std::string>> files;
            if (found)
                for (const auto& [key, value] : found->data)
                    files.emplace_back(key.view(), secret_bytes(value));
            write(place, files, v.secret->items, v.secret->defaultMode.value_or(0644));
        } else if (v.downwardAPI.has_value()) {
            std::vector<std::pair<std::string, std::string>> files;
            for (const auto& item : v.downwardAPI->items)
                files.emplace_back(item.path.view(),
                                   pod_field(pod_, item.fieldRef->fieldPath, sources_));
            write(place, files, {}, v.downwardAPI->defaultMode.value_or(0644));
        } else {
            throw status_error(
                core::reason::invalid,
                "this node knows volumes of the types emptyDir, hostPath, configMap, secret and downwardAPI");
        }
    }
    static std::vector<std::pair<std::string, std::string>> content_of(const api::ConfigMap& c) {
        std::vector<std::pair<std::string, std::string>> made;
        for (const auto& [key, value] : c.data) made.emplace_back(key.view(), value.view());
        for (const auto& [key, value] : c.binaryData) {
            auto bytes = core::decode_base64(value.view());
            if (!bytes)
                throw status_error(core::reason::invalid,
                                   "binaryData of a ConfigMap is base64, and " +
                                       std::string(key.view()) + " is not");
            made.emplace_back(key.view(), *std::move(bytes));
        }
        return made;
    }
    static void make_host_path(const api::core_v1::HostPathVolumeSource& h) {
        const std::string path(h.path.view());
        if (h.type == "DirectoryOrCreate") std::filesystem::create_directories(path);
        else if (h.type == "FileOrCreate") std::ofstream(path, std::ios::app);
        else throw status_error(core::reason::not_found, "hostPath " + path + " does not exist");
    }
    static void write(const std::filesystem::path& place,
                      const std::vector<std::pair<std::string, std::string>>& files,
                      const core::list<api::core_v1::KeyToPath>& items, long mode) {
        // Whole or not at all: a pod that is tried again must not find half of it.
        const auto fresh = place.string() + ".new";
        oci::remove_tree(fresh);
        std::filesystem::create_directories(fresh);
        auto put = [&](std::string_view path, const std::string& content, long file_mode) {
            const auto file = below(fresh, std::filesystem::path(path).parent_path().string()) /
                              std::filesystem::path(path).filename();
            if (!(std::ofstream(file, std::ios::binary) << content << std::flush))
                throw status_error(core::reason::internal_error, "cannot write " + file.string());
            ::chmod(file.c_str(), static_cast<mode_t>(file_mode & 07777));
        };
        if (items.empty()) {
            for (const auto& [name, content] : files) put(name, content, mode);
        } else {
            for (const auto& item : items) {
                bool found = false;
                for (const auto& [name, content] : files)
                    if (item.key == name) {
                        put(item.path.view(), content, item.mode.value_or(mode));
                        found = true;
                    }
                if (!found)
                    throw status_error(
                        core::reason::not_found,
                        "references non-existent config key: " + std::string(item.key.view()));
            }
        }
        std::filesystem::rename(fresh, place);
    }
    [[noreturn]] static void missing(const char* what, const core::text& name) {
        throw status_error(core::reason::not_found,
                           std::string(what) + " \"" + std::string(name.view()) + "\" not found");
    }

    std::filesystem::path directory_;
    const api::Pod& pod_;
    const config_sources& sources_;
};

}  // namespace slipway::node::detail
