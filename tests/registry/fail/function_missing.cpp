// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// WHY: Whoever plugs in a registry is told what it lacks, all at once, and not that a constructor does not match.
// EXPECT: a registry has std::uint64_t upload_status\(const std::string& repository, const std::string& id\)
// EXPECT: a registry has bool mount_blob\(const std::string& repository, const oci::digest&, const std::string& from\)
// ERRORS: 2
#include <slipway/registry/any_registry.hpp>

struct mine : slipway::registry::registry_archetype {
#ifdef EXPECT_ERROR
    int upload_status(const std::string&, const std::string&) { return 0; }
    bool mount_blob(const std::string&) { return false; }
#endif
};

slipway::registry::any_registry held(std::make_shared<mine>());
