// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

#include <unistd.h>

#include <catch2/catch.hpp>

#include <slipway/docker_api/service.hpp>
#include <slipway/oci/from_executable.hpp>

#include <support/docker_client.hpp>
#include <support/own_network.hpp>
#include <support/scratch_directory.hpp>
#include <support/shim_here.hpp>

namespace support {

/// A service with `busybox`, and a `docker` that speaks to it.
struct docker_machine {
    docker_machine() {
        if (::geteuid() == 0) network.emplace();
        images.emplace(root);
        containers.emplace(root, std::string());
        images->used_by([this] { return containers->images(); });
        images->import(slipway::oci::from_busybox("/usr/bin/busybox"),
                       slipway::oci::reference::parse("busybox"));
        serve();
    }
    ~docker_machine() {
        service.reset();
        for (const auto& c : containers->list()) containers->remove(c, true);
    }
    void serve() {
        service.emplace(*images, *containers,
                        slipway::docker_api::service_options{.socket = files / "s", .root = root});
        docker.emplace(docker_program(), service->url());
    }
    std::string said(std::vector<std::string> words, const std::string& input = {}) const {
        return docker->said(std::move(words), input);
    }

    scratch_directory files;
    std::filesystem::path root = files / "root";
    std::optional<own_network> network;
    std::optional<slipway::engine::images> images;
    std::optional<slipway::engine::containers> containers;
    std::optional<slipway::docker_api::service> service;
    std::optional<docker_client> docker;
};

/// Whether there is all that the tests with `docker` need.
inline bool has_docker() {
    if (::geteuid() != 0) WARN("skipped: containers with files of their own need root");
    else if (docker_program().empty())
        WARN("skipped: there is no docker command; SLIPWAY_DOCKER names one");
    else return true;
    return false;
}

}  // namespace support
