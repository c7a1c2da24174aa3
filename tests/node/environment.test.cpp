// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/node/environment.hpp>

#include <catch2/catch.hpp>

namespace environment_test {

using namespace slipway;

namespace {

node::config_sources sources() {
    node::config_sources made;
    made.config_map = [](std::string_view name) -> std::shared_ptr<const api::ConfigMap> {
        if (name != "settings") return nullptr;
        api::ConfigMap c;
        c.data = {{"LOG_LEVEL", "info"}, {"MODE", "prod"}};
        return std::make_shared<const api::ConfigMap>(c);
    };
    made.secret = [](std::string_view name) -> std::shared_ptr<const api::Secret> {
        if (name != "keys") return nullptr;
        api::Secret s;
        s.data = {{"token", "aGVsbG8="}};
        return std::make_shared<const api::Secret>(s);
    };
    made.services = [] {
        api::Service s;
        s.metadata.name = "my-web";
        s.spec.clusterIP = "10.96.0.10";
        api::ServicePort p;
        p.port = 80;
        s.spec.ports.push_back(p);
        return std::vector<std::shared_ptr<const api::Service>>{
            std::make_shared<const api::Service>(s)};
    };
    made.pod_ip = "10.244.0.5";
    return made;
}

api::EnvVar plain(const char* name, const char* value) {
    api::EnvVar e;
    e.name = name;
    e.value = value;
    return e;
}
api::EnvVar from_config(const char* name, const char* object, const char* key) {
    api::EnvVar e;
    e.name = name;
    api::ConfigMapKeySelector ref;
    ref.name = object;
    ref.key = key;
    e.valueFrom.emplace().configMapKeyRef = ref;
    return e;
}

api::Pod pod() {
    api::Pod made;
    made.metadata.name = "web-1";
    made.metadata.namespace_ = "shop";
    made.metadata.labels = {{"app", "web"}};
    return made;
}

}  // namespace

TEST_CASE("variables come from values, ConfigMaps, Secrets, fields and Services") {
    api::Container c;
    c.env.push_back(plain("A", "1"));
    c.env.push_back(plain("B", "$(A)-$(MISSING)-$$(A)-$x"));
    c.env.push_back(from_config("LEVEL", "settings", "LOG_LEVEL"));
    api::EnvVar token;
    token.name = "TOKEN";
    api::SecretKeySelector key;
    key.name = "keys";
    key.key = "token";
    token.valueFrom.emplace().secretKeyRef = key;
    c.env.push_back(token);
    for (const auto& [name, path] :
         {std::pair{"IP", "status.podIP"}, std::pair{"APP", "metadata.labels['app']"}}) {
        api::EnvVar e;
        e.name = name;
        e.valueFrom.emplace().fieldRef.emplace().fieldPath = path;
        c.env.push_back(e);
    }
    const node::environment made = node::environment_of(pod(), c, sources());
    CHECK(*made.find("B") == "1-$(MISSING)-$(A)-$x");
    CHECK(*made.find("LEVEL") == "info");
    CHECK(*made.find("TOKEN") == "hello");
    CHECK(*made.find("IP") == "10.244.0.5");
    CHECK(*made.find("APP") == "web");
    CHECK(*made.find("MY_WEB_SERVICE_HOST") == "10.96.0.10");
    CHECK(*made.find("MY_WEB_PORT") == "tcp://10.96.0.10:80");
}

TEST_CASE("a whole ConfigMap is taken under a prefix, and env wins over it") {
    api::Container c;
    api::EnvFromSource all;
    all.prefix = "S_";
    all.configMapRef.emplace().name = "settings";
    c.envFrom.push_back(all);
    c.env.push_back(plain("S_MODE", "test"));
    const node::environment made = node::environment_of(pod(), c, sources());
    CHECK(*made.find("S_LOG_LEVEL") == "info");
    CHECK(*made.find("S_MODE") == "test");
}

TEST_CASE("what is missing is named, unless it may be absent") {
    api::Container c;
    c.env.push_back(from_config("X", "other", "k"));
    CHECK_THROWS_WITH(node::environment_of(pod(), c, sources()), "configmap \"other\" not found");
    c.env = {};
    c.env.push_back(from_config("X", "settings", "NOPE"));
    CHECK_THROWS_WITH(node::environment_of(pod(), c, sources()),
                      "couldn't find key NOPE in ConfigMap shop/settings");
    c.env[0].valueFrom.emplace().configMapKeyRef.emplace().optional = true;
    CHECK(node::environment_of(pod(), c, sources()).find("X") == nullptr);
    CHECK_THROWS_AS(node::pod_field(pod(), "spec.secrets", sources()), status_error);
    CHECK_THROWS_AS(node::secret_bytes("not base64!"), status_error);
}

}  // namespace environment_test
