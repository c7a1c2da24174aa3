// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT

// Layers: whatever they hold, nothing of it comes to be outside of the directory. Not as root:
// devices would be made.

#include <filesystem>
#include <fstream>
#include <string>

#include <stdlib.h>

#include <slipway/oci/remove_tree.hpp>
#include <slipway/oci/stream.hpp>
#include <slipway/oci/tar_reader.hpp>
#include <slipway/oci/unpack.hpp>

#include "survives.hpp"

using namespace slipway;
using fuzz::holds;
using fuzz::survives;

namespace {

/// A directory to unpack in, and what stands beside it.
struct place {
    place() {
        std::string made = (std::filesystem::temp_directory_path() / "fuzz_layer.XXXXXX").string();
        holds(::mkdtemp(made.data()) != nullptr, "a directory can be made");
        root = made;
        std::ofstream(root / "beside") << "as it was";
    }
    ~place() { oci::remove_tree(root); }

    void check() const {
        std::size_t count = 0;
        for (const auto& each : std::filesystem::directory_iterator(root))
            count += each.path().filename() != "layer";
        std::string content;
        std::getline(std::ifstream(root / "beside") >> std::ws, content);
        holds(count == 1 && content == "as it was", "what is outside stays as it was");
    }

    std::filesystem::path root;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const place at;
    const std::string bytes(fuzz::text_of(data, size));
    survives([&] {
        oci::tar_reader tar{oci::read_from(bytes)};
        while (tar.next()) oci::read_all(tar.content(), 1 << 20);
    });
    survives([&] {
        oci::unpack(oci::read_from(bytes), at.root / "layer",
                    {.whiteouts = oci::whiteout_form::apply,
                     .limits = {.bytes = 1 << 20, .entries = 1000},
                     .diff_id = {}});
    });
    at.check();
    if (std::filesystem::exists(std::filesystem::symlink_status(at.root / "layer")))
        oci::remove_tree(at.root / "layer");
    return 0;
}
