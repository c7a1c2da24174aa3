// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <slipway/api/run_time_resource.hpp>
#include <slipway/api/verbs.hpp>
#include <slipway/apiserver/custom/json_path.hpp>
#include <slipway/apiserver/custom/merge_table.hpp>
#include <slipway/apiserver/custom/schema.hpp>
#include <slipway/apiserver/kind_row.hpp>
#include <slipway/core/clock.hpp>

namespace slipway::apiserver::custom {

/// One version of a kind that a CustomResourceDefinition defines: what the table of rows says of
/// Kubernetes' own kinds. Does not change.
class kind {
public:
    /// `definition` was found right; `in_apis` is its version's row of the discovery documents.
    kind(const json::value& definition, const json::value& version,
         std::shared_ptr<const api::run_time_resource> in_apis);
    kind(const kind&) = delete;

    const api::resource& resource() const { return in_apis_->row(); }
    const core::type_info* merge_type() const { return merging_.type(); }
    /// As the definition has it.
    const json::value& schema_document() const { return document_; }
    bool served() const { return served_; }
    bool terminating() const { return terminating_; }
    /// In which version objects are kept.
    const std::string& storage_version() const { return storage_; }
    bool alone() const { return alone_; }  ///< in its definition
    bool has_status() const { return resource().has_subresource("status"); }

    /// Reads what a client sends: metadata by their struct, nulls and fields without a schema out.
    /// Throws `status_error` (bad_request) for metadata of another shape and, with `Strict`, for
    /// unknown fields.
    void take(json::value& object, const api::write_options& options) const;
    std::vector<std::string> unknown_fields(const json::value& object) const;
    void fill(json::value& object) const { fill_defaults(schema_, object); }
    void check(const json::value& object, errors& found) const;

    /// As it is kept. It says the version of storage.
    json::value stored(json::value object) const;
    /// As it is in this version. Throws `status_error` where a webhook would have to say how.
    json::document presented(const json::document& kept) const;

    struct printed_column {
        std::string name, type, format, description;
        int priority = 0;
        json_path path;
    };
    const std::vector<printed_column>& columns() const { return columns_; }
    void print(const json::value& object, core::time_source::wall_time now, cells& out) const;

    std::span<const std::string_view> selectable_fields() const { return selectable_names_; }

    struct scaling {
        json_path wanted, actual;
        std::optional<json_path> selector{};
    };
    const std::optional<scaling>& scale() const { return scale_; }

private:
    std::shared_ptr<const api::run_time_resource> in_apis_;
    json::value document_;
    schema schema_;
    merge_table merging_;
    bool served_, terminating_, alone_, defaults_, by_webhook_;
    std::string storage_;
    std::vector<printed_column> columns_;
    std::vector<std::string> selectable_;
    std::vector<std::string_view> selectable_names_;
    std::optional<scaling> scale_;
};

}  // namespace slipway::apiserver::custom

#ifndef SLIPWAY_COMPILED
#include <slipway/apiserver/detail/custom_kind.hpp>
#endif
