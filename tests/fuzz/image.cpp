// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT

// References, digests, manifests, indexes and configurations: what can be read can be written, and
// is the same then.

#include <slipway/oci/image_config.hpp>
#include <slipway/oci/manifest.hpp>
#include <slipway/oci/reference.hpp>

#include "survives.hpp"

using namespace slipway;
using fuzz::holds;
using fuzz::survives;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = fuzz::text_of(data, size);
    if (const auto r = oci::reference::try_parse(text))
        holds(oci::reference::parse(r->str()) == *r, "a reference is what it says");
    if (const auto d = oci::digest::try_parse(text))
        holds(d->str() == text, "a digest is its text");
    survives([&] {
        const auto read = oci::parse_manifest(text);
        const auto written = std::visit([](const auto& m) { return oci::write(m); }, read);
        holds(std::visit([](const auto& m) { return oci::write(m); },
                         oci::parse_manifest(written)) == written,
              "a manifest is what it says");
    });
    survives([&] {
        const std::string written = oci::write(oci::parse_image_config(text));
        holds(oci::write(oci::parse_image_config(written)) == written,
              "a configuration is what it says");
    });
    return 0;
}
