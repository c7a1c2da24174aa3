// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include <slipway/cli/detail/clean_text.hpp>
#include <slipway/cli/detail/crd_reader.hpp>
#include <slipway/cli/detail/import_objects.hpp>
#include <slipway/core/status.hpp>
#include <slipway/json/yaml.hpp>

namespace slipway::cli {

/// A header with the structs of a CustomResourceDefinition, in the namespace of C++ that is given,
/// or one that is called as the first part of its group. They stand in a cluster beside those of
/// the API, and clients and operators work with them. Throws `status_error` (bad_request) with the
/// file for what is no such definition.
inline std::string structs_of_crd(const import_source& source, const std::string& space = {}) {
    std::string made;
    for (const json::value& d : detail::documents_of(source)) {
        if (detail::text_of(d, "kind") != "CustomResourceDefinition") continue;
        if (detail::text_of(d, "apiVersion") != "apiextensions.k8s.io/v1")
            throw core::status_error(
                core::reason::bad_request,
                source.file + ": a CustomResourceDefinition is of apiextensions.k8s.io/v1, not " +
                    detail::clean_text(detail::text_of(d, "apiVersion")));
        made += "\n" + detail::crd_reader(d, source.file).write(space);
    }
    if (made.empty())
        throw core::status_error(core::reason::bad_request,
                                 source.file + ": there is no CustomResourceDefinition in it");
    return "// Made from " + detail::clean_text(source.file.substr(source.file.rfind('/') + 1)) +
           " by import --crd.\n#pragma once\n\n#include <cstddef>\n#include <string_view>\n\n" +
           std::string(detail::crd_includes) + made;
}

}  // namespace slipway::cli
