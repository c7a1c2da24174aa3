// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <slipway/oci/detail/document.hpp>

namespace slipway::oci {

/// What a machine must be to run an image, in Go's words (`linux`, `amd64`; OCI image spec, image
/// index).
struct platform {
    std::string architecture{};
    std::string os{};
    std::string os_version{};
    std::vector<std::string> os_features{};
    std::string variant{};  ///< such as `v8` of arm64

    friend bool operator==(const platform&, const platform&) = default;
};

/// The machine that this program was built for.
inline platform host_platform() {
#if defined(__x86_64__)
    return {.architecture = "amd64", .os = "linux"};
#elif defined(__aarch64__)
    return {.architecture = "arm64", .os = "linux", .variant = "v8"};
#elif defined(__riscv)
    return {.architecture = "riscv64", .os = "linux"};
#elif defined(__powerpc64__)
    return {.architecture = "ppc64le", .os = "linux"};
#elif defined(__s390x__)
    return {.architecture = "s390x", .os = "linux"};
#elif defined(__i386__)
    return {.architecture = "386", .os = "linux"};
#else
    return {.architecture = "arm", .os = "linux", .variant = "v7"};
#endif
}

/// `linux/arm64/v8`.
inline std::string to_string(const platform& p) {
    return p.os + "/" + p.architecture + (p.variant.empty() ? "" : "/" + p.variant);
}

/// The platform that people write as `linux/arm64`, `linux/arm/v7`, or by the architecture alone;
/// nothing for what is none.
inline std::optional<platform> platform_named(std::string_view text) {
    platform made{.os = "linux"};
    const std::size_t slash = text.find('/'),
                      second = slash == text.npos ? slash : text.find('/', slash + 1);
    if (slash != text.npos) made.os = text.substr(0, slash);
    made.architecture =
        slash == text.npos
            ? text
            : text.substr(slash + 1, second == text.npos ? second : second - slash - 1);
    if (second != text.npos) made.variant = text.substr(second + 1);
    if (made.os.empty() || made.architecture.empty() || made.variant.find('/') != std::string::npos)
        return std::nullopt;
    return made;
}

/// Whether an image made for `image` runs on `machine`; a variant counts only where both name one.
inline bool runs_on(const platform& image, const platform& machine) {
    return image.os == machine.os && image.architecture == machine.architecture &&
           (image.variant.empty() || machine.variant.empty() || image.variant == machine.variant);
}

inline platform platform_from(const json::value& v, const std::string& where) {
    const detail::reader in(v, where);
    return {.architecture = in.required_text("architecture"),
            .os = in.required_text("os"),
            .os_version = in.text("os.version"),
            .os_features = in.texts("os.features"),
            .variant = in.text("variant")};
}

inline json::value to_json(const platform& p) {
    json::value v{{"architecture", p.architecture}, {"os", p.os}};
    if (!p.os_version.empty()) v["os.version"] = p.os_version;
    if (!p.os_features.empty()) v["os.features"] = p.os_features;
    if (!p.variant.empty()) v["variant"] = p.variant;
    return v;
}

}  // namespace slipway::oci
