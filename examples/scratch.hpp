// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT

#pragma once

#include <filesystem>
#include <stdexcept>
#include <string>

#include <stdlib.h>

#include <slipway/oci/remove_tree.hpp>

namespace example {

/// A directory of the example's own, removed at its end.
class scratch {
public:
    scratch()
        : path_((std::filesystem::temp_directory_path() / "slipway-example-XXXXXX").string()) {
        if (!::mkdtemp(path_.data())) throw std::runtime_error("cannot make a directory");
    }
    scratch(const scratch&) = delete;
    ~scratch() { slipway::oci::remove_tree(path_); }
    std::filesystem::path operator/(const char* name) const {
        return std::filesystem::path(path_) / name;
    }

private:
    std::string path_;
};

}  // namespace example
