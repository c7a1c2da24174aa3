// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/api/description.hpp>

#include <set>
#include <string>
#include <vector>

#include <slipway/api/detail/description_tables.hpp>
#include <slipway/api/resources.hpp>

#include <catch2/catch.hpp>

namespace description_test {

using namespace slipway;
using api::description_of;

namespace {

/// A struct, and the structs that it holds.
void reach(const core::type_info& type, std::set<const core::type_info*>& reached) {
    if (!reached.insert(&type).second) return;
    for (const core::field& f : type)
        if (f.type) reach(*f.type, reached);
}

std::set<const core::type_info*> all_types() {
    std::set<const core::type_info*> made;
    for (const api::resource* r : api::resources())
        if (r->type) reach(*r->type, made);
    return made;
}

/// What is hardly met any more: volumes of single vendors or of former times, which CSI drivers
/// have replaced.
const std::set<std::string_view> left_out = {"AzureFilePersistentVolumeSource",
                                             "CephFSPersistentVolumeSource",
                                             "CinderPersistentVolumeSource",
                                             "FlexPersistentVolumeSource",
                                             "GlusterfsPersistentVolumeSource",
                                             "ISCSIPersistentVolumeSource",
                                             "RBDPersistentVolumeSource",
                                             "ScaleIOPersistentVolumeSource",
                                             "StorageOSPersistentVolumeSource",
                                             "AWSElasticBlockStoreVolumeSource",
                                             "AzureDiskVolumeSource",
                                             "AzureFileVolumeSource",
                                             "CephFSVolumeSource",
                                             "CinderVolumeSource",
                                             "FCVolumeSource",
                                             "FlexVolumeSource",
                                             "FlockerVolumeSource",
                                             "GCEPersistentDiskVolumeSource",
                                             "GitRepoVolumeSource",
                                             "GlusterfsVolumeSource",
                                             "ISCSIVolumeSource",
                                             "PhotonPersistentDiskVolumeSource",
                                             "PortworxVolumeSource",
                                             "QuobyteVolumeSource",
                                             "RBDVolumeSource",
                                             "ScaleIOVolumeSource",
                                             "StorageOSVolumeSource",
                                             "VsphereVirtualDiskVolumeSource"};

}  // namespace

TEST_CASE("every field of what is no alpha or beta is described") {
    std::set<const core::type_info*> met;
    for (const api::resource* r : api::resources()) {
        // Drivers of devices write ResourceSlices, and nobody else.
        if (!r->type || r->version.find("alpha") != r->version.npos ||
            r->version.find("beta") != r->version.npos || r->kind == "ResourceSlice")
            continue;
        INFO(r->kind);
        CHECK_FALSE(description_of(*r->type).empty());
        reach(*r->type, met);
    }
    CHECK(met.size() > 300);
    std::set<std::string_view> really_left_out;
    for (const core::type_info* type : met) {
        const bool skipped = left_out.contains(type->name);
        if (skipped) really_left_out.insert(type->name);
        for (const core::field& f : *type) {
            INFO(type->name << '.' << f.name);
            CHECK(description_of(*type, f.name).empty() == skipped);
        }
    }
    CHECK(really_left_out == left_out);
}

TEST_CASE("descriptions are of types and fields that exist") {
    std::set<std::string> known;
    for (const core::type_info* type : all_types()) {
        const bool is_kind =
            type->find("apiVersion") && type->find("kind") && type->find("metadata");
        if (is_kind) known.insert(std::string(type->name) + '.');
        for (const core::field& f : *type) {
            known.insert(std::string(type->name) + '.' + std::string(f.name));
            if (is_kind) known.insert('.' + std::string(f.name));
        }
    }
    for (const auto& table : api::detail::description_tables)
        for (const api::detail::description& d : table) {
            INFO(d.type << '.' << d.field);
            CHECK(known.contains(std::string(d.type) + '.' + d.field));
        }
}

TEST_CASE("descriptions are sorted, and each is there once") {
    std::set<std::string> seen;
    for (const auto& table : api::detail::description_tables)
        for (std::size_t i = 0; i < table.size(); ++i) {
            INFO(table[i].type << '.' << table[i].field);
            if (i) CHECK(api::detail::before(table[i - 1], table[i].type, table[i].field));
            CHECK(seen.insert(std::string(table[i].type) + '.' + table[i].field).second);
        }
}

TEST_CASE("descriptions are plain sentences of one line's length") {
    for (const auto& table : api::detail::description_tables)
        for (const api::detail::description& d : table) {
            INFO(d.type << '.' << d.field << ": " << d.text);
            const std::string_view text = d.text;
            REQUIRE(text.size() > 4);
            CHECK(text.size() <= 160);
            CHECK((text.ends_with('.') && text.find("  ") == text.npos));
            for (const char c : text) CHECK((c >= ' ' && c <= '~'));
        }
}

TEST_CASE("what is the same in many places is described once") {
    const auto type_of = [](const char* group, const char* version,
                            const char* name) -> const core::type_info& {
        return *api::find_kind(group, version, name)->type;
    };
    const core::type_info& pod = type_of("", "v1", "Pod");
    const core::type_info& spec = *pod.find("spec")->type;
    CHECK(description_of(*spec.find("ephemeralContainers")->type, "image") ==
          description_of(*spec.find("containers")->type, "image"));
    CHECK_FALSE(
        description_of(*spec.find("ephemeralContainers")->type, "targetContainerName").empty());
    CHECK(description_of(pod, "apiVersion") ==
          description_of(type_of("resource.k8s.io", "v1", "ResourceSlice"), "apiVersion"));
    CHECK(description_of(*pod.find("metadata")->type->find("ownerReferences")->type,
                         "apiVersion") == "Group and version of the owner.");
    const core::type_info& status = *pod.find("status")->type;
    CHECK(description_of(*status.find("conditions")->type, "reason") ==
          "One CamelCase word on why it is so, for programs.");
    CHECK(description_of(type_of("resource.k8s.io", "v1", "ResourceSlice")).empty());
    CHECK(description_of(pod, "nonsense").empty());
}

}  // namespace description_test
