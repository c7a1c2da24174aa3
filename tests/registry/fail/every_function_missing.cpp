// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// WHY: The concept and the sentences tell of the same functions: each one that is missing has its sentence
// (two have theirs in function_missing.cpp: Clang stops at 20 errors).
// EXPECT: a registry has void check\(\)
// EXPECT: a registry has oci::descriptor resolve\(const std::string& repository, const std::string& selector\)
// EXPECT: a registry has stored_manifest get_manifest\(const std::string& repository, const std::string& selector\)
// EXPECT: a registry has put_result put_manifest\(const std::string& repository, std::string_view bytes, const std::string& media_type, const std::vector<std::string>& tags\), and a fifth parameter with a default
// EXPECT: a registry's put_manifest has a fifth parameter: oci::digest_algorithm = oci::digest_algorithm::sha256
// EXPECT: a registry has void delete_tag\(const std::string& repository, const std::string& tag\)
// EXPECT: a registry has void delete_manifest\(const std::string& repository, const oci::digest&\)
// EXPECT: a registry has std::optional<std::uint64_t> stat_blob\(const std::string& repository, const oci::digest&\)
// EXPECT: a registry has oci::byte_source read_blob\(const std::string& repository, const oci::digest&\), for the whole
// EXPECT: a registry has oci::byte_source read_blob\(const std::string& repository, const oci::digest&, byte_range\)
// EXPECT: a registry has void delete_blob\(const std::string& repository, const oci::digest&\)
// EXPECT: a registry has std::string begin_upload\(const std::string& repository, oci::digest_algorithm\)
// EXPECT: a registry has std::uint64_t write_upload\(const std::string& repository, const std::string& id, std::uint64_t offset, std::string_view bytes\)
// EXPECT: a registry has void commit_upload\(const std::string& repository, const std::string& id, const oci::digest&\)
// EXPECT: a registry has void cancel_upload\(const std::string& repository, const std::string& id\)
// EXPECT: a registry has std::vector<std::string> tags\(const std::string& repository, const std::string& last, std::size_t count\)
// EXPECT: a registry has std::vector<std::string> repositories\(const std::string& last, std::size_t count\)
// EXPECT: a registry has std::vector<oci::descriptor> referrers\(const std::string& repository, const oci::digest&, const std::string& artifact_type\)
// ERRORS: 18
#include <slipway/registry/any_registry.hpp>

struct mine : slipway::registry::registry_archetype {
#ifdef EXPECT_ERROR
    int check, resolve, get_manifest, put_manifest, delete_tag, delete_manifest, stat_blob, read_blob, delete_blob, begin_upload, write_upload, commit_upload, cancel_upload, tags, repositories, referrers;
#endif
};

slipway::registry::any_registry held(std::make_shared<mine>());
