// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/dsl/metadata.hpp>

namespace slipway::dsl {

struct Capacity {
    quantity cpu = "1";
    dsl::memory memory = "1Gi";
    long pods = 110;
};

/// Keeps pods off a node, but those that tolerate it.
struct taint {
    label_key key{};
    label_value value{};
    taint_effect effect = "NoSchedule";
};

/// Nodes of a kind, of which the autoscaler adds some while pods wait for room.
struct NodePool {
    dsl::name name{};
    Capacity capacity{};
    long min = 1;
    long max = 1;
    dsl::labels labels{};
    core::list<taint> taints{};
    int line = __builtin_LINE();
    const char* file = __builtin_FILE();
};

/// What an image is made of when the cluster runs on this machine.
struct ImageSource {
    enum class from : unsigned char { program, this_program, busybox, directory };
    from kind = from::this_program;
    /// of a program or directory; relative to the directory of the definition's program
    text path{};
};
/// The image holds this program, a file beside the definition's own: it, and the libraries that it
/// needs.
constexpr ImageSource program(text path) { return {ImageSource::from::program, path}; }
/// The image holds the definition's program itself.
constexpr ImageSource thisProgram() { return {ImageSource::from::this_program, {}}; }
/// The image holds this machine's static busybox.
constexpr ImageSource busybox() { return {ImageSource::from::busybox, {}}; }
/// The image holds what is below a directory.
constexpr ImageSource directory(text path) { return {ImageSource::from::directory, path}; }

/// An image that `up` makes, so that a cluster can be tried without a registry.
struct Image {
    image name{};
    ImageSource from{};
};

}  // namespace slipway::dsl
