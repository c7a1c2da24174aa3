// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include <slipway/apiserver/protobuf.hpp>
#include <slipway/core/base64.hpp>
#include <slipway/core/compiled.hpp>
#include <slipway/core/status.hpp>

namespace slipway::apiserver {

namespace detail::protobuf {

/// `optional_integer` is one that counts as given when it is 0.
enum class shape : unsigned char {
    text,
    integer,
    optional_integer,
    boolean,
    message,
    texts,
    messages,
    text_map,
    bytes_map,
    int_or_string,
    ignored
};

struct message;
/// A field's number, JSON name and shape (Kubernetes API, generated.proto of its group).
struct field {
    unsigned number;
    std::string_view name;
    shape as;
    const message* of = nullptr;
};
struct message {
    std::string_view name;
    std::span<const field> fields;
};

inline constexpr field object_meta_fields[] = {
    {1, "name", shape::text},          {2, "generateName", shape::text},
    {3, "namespace", shape::text},     {4, "selfLink", shape::text},
    {5, "uid", shape::text},           {6, "resourceVersion", shape::text},
    {7, "generation", shape::integer}, {8, "creationTimestamp", shape::ignored},
    {11, "labels", shape::text_map},   {12, "annotations", shape::text_map},
    {14, "finalizers", shape::texts},
};
inline constexpr message object_meta{"ObjectMeta", object_meta_fields};
inline constexpr field namespace_fields[] = {{1, "metadata", shape::message, &object_meta},
                                             {2, "spec", shape::ignored},
                                             {3, "status", shape::ignored}};
inline constexpr field config_map_fields[] = {{1, "metadata", shape::message, &object_meta},
                                              {2, "data", shape::text_map},
                                              {3, "binaryData", shape::bytes_map},
                                              {4, "immutable", shape::boolean}};
inline constexpr field secret_fields[] = {{1, "metadata", shape::message, &object_meta},
                                          {2, "data", shape::bytes_map},
                                          {3, "type", shape::text},
                                          {4, "stringData", shape::text_map},
                                          {5, "immutable", shape::boolean}};
inline constexpr field service_account_fields[] = {{1, "metadata", shape::message, &object_meta}};

inline constexpr field service_port_fields[] = {{1, "name", shape::text},
                                                {2, "protocol", shape::text},
                                                {3, "port", shape::integer},
                                                {4, "targetPort", shape::int_or_string},
                                                {5, "nodePort", shape::integer}};
inline constexpr message service_port{"ServicePort", service_port_fields};
inline constexpr field service_spec_fields[] = {{1, "ports", shape::messages, &service_port},
                                                {2, "selector", shape::text_map},
                                                {3, "clusterIP", shape::text},
                                                {4, "type", shape::text},
                                                {7, "sessionAffinity", shape::text},
                                                {8, "loadBalancerIP", shape::text},
                                                {10, "externalName", shape::text},
                                                {11, "externalTrafficPolicy", shape::text},
                                                {12, "healthCheckNodePort", shape::integer},
                                                {13, "publishNotReadyAddresses", shape::boolean}};
inline constexpr message service_spec{"ServiceSpec", service_spec_fields};
inline constexpr field service_fields[] = {{1, "metadata", shape::message, &object_meta},
                                           {2, "spec", shape::message, &service_spec},
                                           {3, "status", shape::ignored}};

inline constexpr field container_port_fields[] = {{1, "name", shape::text},
                                                  {2, "hostPort", shape::integer},
                                                  {3, "containerPort", shape::integer},
                                                  {4, "protocol", shape::text},
                                                  {5, "hostIP", shape::text}};
inline constexpr message container_port{"ContainerPort", container_port_fields};
inline constexpr field container_fields[] = {{1, "name", shape::text},
                                             {2, "image", shape::text},
                                             {3, "command", shape::texts},
                                             {4, "args", shape::texts},
                                             {5, "workingDir", shape::text},
                                             {6, "ports", shape::messages, &container_port},
                                             {8, "resources", shape::ignored},
                                             {13, "terminationMessagePath", shape::text},
                                             {14, "imagePullPolicy", shape::text},
                                             {16, "stdin", shape::boolean},
                                             {17, "stdinOnce", shape::boolean},
                                             {18, "tty", shape::boolean},
                                             {20, "terminationMessagePolicy", shape::text}};
inline constexpr message container{"Container", container_fields};
inline constexpr field pod_spec_fields[] = {{2, "containers", shape::messages, &container},
                                            {3, "restartPolicy", shape::text},
                                            {6, "dnsPolicy", shape::text},
                                            {7, "nodeSelector", shape::text_map},
                                            {8, "serviceAccountName", shape::text},
                                            {9, "serviceAccount", shape::text},
                                            {10, "nodeName", shape::text},
                                            {11, "hostNetwork", shape::boolean},
                                            {12, "hostPID", shape::boolean},
                                            {13, "hostIPC", shape::boolean},
                                            {16, "hostname", shape::text},
                                            {17, "subdomain", shape::text},
                                            {19, "schedulerName", shape::text},
                                            {24, "priorityClassName", shape::text}};
inline constexpr message pod_spec{"PodSpec", pod_spec_fields};
inline constexpr field pod_template_fields[] = {{1, "metadata", shape::message, &object_meta},
                                                {2, "spec", shape::message, &pod_spec}};
inline constexpr message pod_template{"PodTemplateSpec", pod_template_fields};
inline constexpr field label_selector_fields[] = {{1, "matchLabels", shape::text_map}};
inline constexpr message label_selector{"LabelSelector", label_selector_fields};
inline constexpr field deployment_strategy_fields[] = {{1, "type", shape::text}};
inline constexpr message deployment_strategy{"DeploymentStrategy", deployment_strategy_fields};
inline constexpr field deployment_spec_fields[] = {
    {1, "replicas", shape::optional_integer},
    {2, "selector", shape::message, &label_selector},
    {3, "template", shape::message, &pod_template},
    {4, "strategy", shape::message, &deployment_strategy},
    {5, "minReadySeconds", shape::integer},
    {7, "paused", shape::boolean}};
inline constexpr message deployment_spec{"DeploymentSpec", deployment_spec_fields};
inline constexpr field deployment_fields[] = {{1, "metadata", shape::message, &object_meta},
                                              {2, "spec", shape::message, &deployment_spec},
                                              {3, "status", shape::ignored}};
inline constexpr field preconditions_fields[] = {{1, "uid", shape::text},
                                                 {2, "resourceVersion", shape::text}};
inline constexpr message preconditions{"Preconditions", preconditions_fields};
inline constexpr field delete_options_fields[] = {
    {1, "gracePeriodSeconds", shape::optional_integer},
    {2, "preconditions", shape::message, &preconditions},
    {3, "orphanDependents", shape::boolean},
    {4, "propagationPolicy", shape::text},
    {5, "dryRun", shape::texts}};
// Reviews are answered without a look at what they ask.
inline constexpr field review_fields[] = {
    {1, "metadata", shape::ignored}, {2, "spec", shape::ignored}, {3, "status", shape::ignored}};

inline constexpr message kinds[] = {
    {"Namespace", namespace_fields},
    {"ConfigMap", config_map_fields},
    {"Secret", secret_fields},
    {"ServiceAccount", service_account_fields},
    {"Service", service_fields},
    {"Deployment", deployment_fields},
    {"SelfSubjectAccessReview", review_fields},
    {"SelfSubjectRulesReview", review_fields},
    {"SelfSubjectReview", review_fields},
    {"DeleteOptions", delete_options_fields},
};

/// The wire format (Protocol Buffers, "Encoding"): varints and length-delimited fields are all that
/// is used.
class reader {
public:
    explicit reader(std::string_view bytes) : rest_(bytes) {}

    bool done() const { return rest_.empty(); }
    std::uint64_t varint() {
        std::uint64_t made = 0;
        for (unsigned shift = 0; shift < 64; shift += 7) {
            if (rest_.empty()) fail();
            const auto byte = static_cast<unsigned char>(rest_.front());
            rest_.remove_prefix(1);
            made |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
            if (!(byte & 0x80)) return made;
        }
        fail();
    }
    std::string_view block() {
        const std::uint64_t size = varint();
        if (size > rest_.size()) fail();
        const std::string_view made = rest_.substr(0, size);
        rest_.remove_prefix(size);
        return made;
    }
    [[noreturn]] static void fail() {
        throw core::status_error(core::reason::bad_request,
                                 "the request's body is malformed protobuf");
    }

private:
    std::string_view rest_;
};

struct wire_field {
    unsigned number = 0;
    bool is_block = false;
    std::uint64_t number_value = 0;
    std::string_view bytes;
};
inline wire_field next(reader& in) {
    wire_field made;
    constexpr std::uint64_t largest = (1U << 29) - 1;
    const std::uint64_t tag = in.varint();
    if (tag >> 3 == 0 || tag >> 3 > largest) reader::fail();
    made.number = static_cast<unsigned>(tag >> 3);
    if ((tag & 7) == 2) {
        made.is_block = true;
        made.bytes = in.block();
    } else if ((tag & 7) == 0) {
        made.number_value = in.varint();
    } else {
        reader::fail();
    }
    return made;
}

json::value read(const message& type, std::string_view bytes);

/// Text of a document, which is UTF-8.
inline std::string text_of(std::string_view bytes) {
    try {
        json::value text = std::string(bytes);
        static_cast<void>(text.dump());  // throws for anything else
        return std::move(text.get_ref<std::string&>());
    } catch (const json::value::type_error&) {
        reader::fail();
    }
}
inline bool is_number(shape s) {
    return s == shape::integer || s == shape::optional_integer || s == shape::boolean;
}

inline json::value read_int_or_string(std::string_view bytes) {
    reader in(bytes);
    std::uint64_t is_text = 0;
    json::value number = 0, text = "";
    while (!in.done()) {
        const wire_field f = next(in);
        if (f.number == 1) is_text = f.number_value;
        if (f.number == 2) number = static_cast<std::int64_t>(f.number_value);
        if (f.number == 3) text = text_of(f.bytes);
    }
    return is_text ? text : number;
}

inline void put(json::value& made, const field& f, const wire_field& w) {
    const std::string name(f.name);
    if (f.as != shape::ignored && is_number(f.as) == w.is_block) reader::fail();
    switch (f.as) {
        case shape::ignored: return;
        case shape::text:
            if (!w.bytes.empty()) made[name] = text_of(w.bytes);
            return;
        case shape::optional_integer:
            made[name] = static_cast<std::int64_t>(w.number_value);
            return;
        case shape::integer:
            if (w.number_value) made[name] = static_cast<std::int64_t>(w.number_value);
            return;
        case shape::boolean:
            if (w.number_value) made[name] = true;
            return;
        case shape::message: {
            json::value inner = read(*f.of, w.bytes);
            if (!inner.empty()) made[name] = std::move(inner);
            return;
        }
        case shape::texts: made[name].push_back(text_of(w.bytes)); return;
        case shape::messages: made[name].push_back(read(*f.of, w.bytes)); return;
        case shape::int_or_string: {
            json::value either = read_int_or_string(w.bytes);
            if (either != 0) made[name] = std::move(either);
            return;
        }
        case shape::text_map:
        case shape::bytes_map: {
            reader in(w.bytes);
            std::string key, value;
            while (!in.done()) {
                const wire_field part = next(in);
                (part.number == 1 ? key : value) = std::string(part.bytes);
            }
            made[name][text_of(key)] =
                f.as == shape::bytes_map ? core::encode_base64(value) : text_of(value);
            return;
        }
    }
}

inline json::value read(const message& type, std::string_view bytes) {
    reader in(bytes);
    json::value made = json::value::object();
    while (!in.done()) {
        const wire_field w = next(in);
        const field* known = nullptr;
        for (const field& f : type.fields)
            if (f.number == w.number) known = &f;
        if (known) put(made, *known, w);
        else if (!w.bytes.empty() || w.number_value)
            throw core::status_error(
                core::reason::unsupported_media_type,
                "field " + std::to_string(w.number) + " of " + std::string(type.name) +
                    " cannot be read from protobuf by this server; send JSON (kubectl apply -f does)");
    }
    return made;
}

}  // namespace detail::protobuf

SLIPWAY_INLINE json::value read_protobuf(std::string_view bytes) {
    using namespace detail::protobuf;
    constexpr std::string_view magic{"k8s\0", 4};
    if (!bytes.starts_with(magic)) reader::fail();
    reader in(bytes.substr(magic.size()));
    std::string_view type, object;
    while (!in.done()) {  // runtime.Unknown
        const wire_field f = next(in);
        if (f.number == 1) type = f.bytes;
        if (f.number == 2) object = f.bytes;
    }
    std::string version, kind;
    reader names(type);
    while (!names.done()) {  // TypeMeta
        const wire_field f = next(names);
        if (f.number == 1) version = text_of(f.bytes);
        if (f.number == 2) kind = text_of(f.bytes);
    }
    json::value made = {{"apiVersion", version}, {"kind", kind}};
    for (const message& known : detail::protobuf::kinds)
        if (known.name == kind) {
            made.update(read(known, object));
            return made;
        }
    throw core::status_error(
        core::reason::unsupported_media_type,
        "a " + kind +
            " cannot be read from protobuf by this server; send JSON (kubectl apply -f does)");
}

}  // namespace slipway::apiserver
