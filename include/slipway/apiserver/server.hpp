// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <slipway/api/resources.hpp>
#include <slipway/api/verbs.hpp>
#include <slipway/apiserver/custom/catalog.hpp>
#include <slipway/apiserver/kind_row.hpp>
#include <slipway/apiserver/objects.hpp>
#include <slipway/apiserver/rows.hpp>
#include <slipway/apiserver/selection.hpp>
#include <slipway/apiserver/service_addresses.hpp>
#include <slipway/core/clock.hpp>
#include <slipway/core/random.hpp>
#include <slipway/core/subscription.hpp>
#include <slipway/json/managed_fields.hpp>
#include <slipway/json/value.hpp>
#include <slipway/store/concepts.hpp>
#include <slipway/store/memory.hpp>

namespace slipway::apiserver {

struct server_options {
    std::string service_network = "10.96.0.0/16";  ///< of cluster addresses, CIDR
    std::span<const kind_row> rows = kind_rows();  ///< defaults, validation and columns by kind
};

/// The verbs of the Kubernetes API over a store, in process. What a client would send over HTTP is
/// called directly; `http_frontend` serves the same object to others. All members may be called
/// from several threads. They throw `status_error` with the reasons, codes and words of Kubernetes.
template <store::store Store>
class basic_server {
public:
    using watch_sink = std::function<void(const json::watch_event&)>;

    basic_server(Store& kept, core::time_source& time, core::random_source& random,
                 server_options options = {});

    /// Creates an object, or a subresource such as a pod's `binding` or `eviction`.
    json::document create(const api::target& at, const json::value& object,
                          const api::write_options& options = {});
    json::document get(const api::target& at);
    json::list_result list(const api::target& at, const api::list_options& options = {});
    json::document update(const api::target& at, const json::value& object,
                          const api::write_options& options = {});
    json::document patch(const api::target& at, api::patch_type type, const json::value& patch,
                         const api::write_options& options = {});
    /// Server-side apply: what `patch` does with `api::patch_type::apply`. `created` tells whether
    /// there was no such object before.
    json::document apply(const api::target& at, const json::value& given,
                         const api::write_options& options, bool* created = nullptr);
    /// The object, where it stays for a while with a deletion time stamp; otherwise its last state.
    json::document remove(const api::target& at, const api::delete_options& options = {});
    json::list_result remove_collection(const api::target& at,
                                        const api::delete_options& options = {},
                                        const api::list_options& selected = {});
    /// Reports changes to `sink`, which does not block and does not call the server.
    core::subscription watch(const api::target& at, const api::watch_options& options,
                             watch_sink sink);

    /// The revision of the last change of any object.
    std::string resource_version() const { return std::to_string(store_.current()); }
    const kind_row* row_of(const api::resource& kind) const;
    /// The kinds that are served: Kubernetes' own, then those of established
    /// CustomResourceDefinitions. The rows stay as long as the server.
    std::vector<const api::resource*> resources() const;
    /// Null where nothing of this name is served.
    const api::resource* find_resource(std::string_view group, std::string_view version,
                                       std::string_view plural) const;
    /// The kinds that CustomResourceDefinitions define.
    const custom::catalog& customs() const { return customs_; }
    /// The paths of fields that the kind does not have (`spec.sise`).
    std::vector<std::string> unknown_fields(const api::resource& kind,
                                            const json::value& object) const;
    core::time_source& time() { return time_; }

private:
    using entry = store::entry;
    using change = std::function<json::value(const json::value& current)>;
    using custom_ptr = custom::catalog::kind_ptr;

    /// Whether a write is kept in the object's managed fields.
    enum class recording : unsigned char {
        wanted,
        done,   ///< they are in the object that is to be written
        never,  ///< nobody's write: of the server itself
    };
    struct writing {
        api::write_options options{};
        std::string subresource{};  ///< by which the writer is known
        recording recorded = recording::wanted;
    };

    // Where objects are.
    static std::string prefix_of(const api::target& at);
    static std::string key_of(const api::resource& kind, std::string_view ns,
                              std::string_view name);
    entry require(const api::target& at) const;
    selection selection_of(const api::resource& kind, const std::string& labels,
                           const std::string& fields) const;

    // Kinds of one's own.
    api::target served(const api::target& asked) const;
    std::shared_ptr<const core::type_info> merge_type(const api::resource& kind) const;
    json::document presented(const api::resource& kind, json::document kept) const;
    std::string version_kept(const std::string& key) const;
    json::document keep(const api::resource& kind, const std::string& key, json::value object,
                        store::revision expected);
    json::document keep_new(const api::resource& kind, const std::string& key, json::value object);
    json::document settled(const api::target& at, json::document written);
    void settle_definitions();
    bool settle_definition(const entry& e, std::vector<json::document>& all, std::size_t place);
    std::size_t remove_instances(const json::value& definition);

    // Creating.
    json::document create_object(const api::target& at, const json::value& given,
                                 const api::write_options& options);
    void check_identity(const api::target& at, json::value& object) const;
    void check_namespace(const api::target& at) const;
    void check_fields(const api::resource& kind, json::value& object,
                      const api::write_options& options) const;
    json::document store_new(const api::target& at, json::value object, const writing& how);
    void fill_in(const api::resource& kind, json::value& object, const json::value* old) const;
    void settle(const api::resource& kind, json::value& object, const json::value* old);
    json::document bind(const api::target& at, const json::value& binding);
    json::document evict(const api::target& at, const json::value& eviction);

    // Updating: `make` gives the wanted object from the current one; it is asked again when
    // somebody else was faster, unless the client named the revision that it means.
    json::document write(const api::target& at, const change& make, const writing& how);
    json::value merged(const api::target& at, const json::value& current, json::value wanted,
                       recording recorded) const;
    json::value scale_of(const api::target& at, const json::value& object) const;
    json::document finish(const entry& current, const api::target& at, json::value wanted,
                          const writing& how);
    json::document update_object(const api::target& at, const json::value& given,
                                 const api::write_options& options);
    json::document patch_object(const api::target& at, api::patch_type type,
                                const json::value& patch, const api::write_options& options);
    json::document update_scale(const api::target& at, const json::value& scale,
                                const api::write_options& options);

    // Who has written what.
    json::document apply_object(const api::target& at, const json::value& given,
                                const api::write_options& options, bool* created);
    json::value checked_apply(const api::target& at, const json::value& given,
                              const api::write_options& options) const;
    json::document create_applied(const api::target& at, const json::value& applied,
                                  const json::field_manager& who,
                                  const api::write_options& options);
    json::field_manager manager_of(const api::resource& kind, const writing& how,
                                   bool applies) const;
    json::managed_fields before_first_apply(const api::resource& kind,
                                            const json::value& live) const;
    void record_creation(const api::resource& kind, json::value& object,
                         const std::vector<const char*>& left_out, const writing& how) const;
    void record_update(const api::resource& kind, json::value& object, const json::value& before,
                       const writing& how) const;

    // Deleting.
    json::document remove_object(const api::target& at, const api::delete_options& options);
    json::document mark(const entry& current, const api::target& at,
                        const api::delete_options& options);
    bool deletes_gracefully(const api::resource& kind, const json::value& object,
                            const api::delete_options& options) const;
    json::document erase(const entry& current, const api::resource& kind);

    Store& store_;
    core::time_source& time_;
    core::random_source& random_;
    server_options options_;
    service_addresses addresses_;
    custom::catalog customs_;
    /// held while definitions settle; shared while one of their objects is created
    std::shared_mutex definitions_;
};

using server = basic_server<store::memory>;

}  // namespace slipway::apiserver

#include <slipway/apiserver/detail/apply.hpp>
#include <slipway/apiserver/detail/create.hpp>
#include <slipway/apiserver/detail/custom_objects.hpp>
#include <slipway/apiserver/detail/read.hpp>
#include <slipway/apiserver/detail/remove.hpp>
#include <slipway/apiserver/detail/update.hpp>

#ifdef SLIPWAY_COMPILED
extern template class slipway::apiserver::basic_server<slipway::store::memory>;
#endif
