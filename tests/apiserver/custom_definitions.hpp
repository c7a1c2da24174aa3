// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include <slipway/json/read.hpp>
#include <slipway/json/yaml.hpp>

namespace support {

/// A CustomResourceDefinition of Caches, as it is written in YAML.
inline const char* const caches_yaml = R"(apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: caches.example.com
spec:
  group: example.com
  scope: Namespaced
  names: {plural: caches, kind: Cache, shortNames: [ca], categories: [all, stores]}
  versions:
  - name: v1
    served: true
    storage: true
    subresources:
      status: {}
      scale: {specReplicasPath: .spec.replicas, statusReplicasPath: .status.replicas, labelSelectorPath: .status.selector}
    additionalPrinterColumns:
    - {name: Size, type: integer, jsonPath: .spec.size}
    - {name: Ready, type: string, jsonPath: '.status.conditions[?(@.type=="Ready")].status'}
    - {name: Age, type: date, jsonPath: .metadata.creationTimestamp}
    selectableFields:
    - {jsonPath: .spec.tier}
    schema:
      openAPIV3Schema:
        type: object
        description: A cache in front of something.
        required: [spec]
        properties:
          spec:
            type: object
            description: What is wished for.
            required: [size]
            properties:
              size: {type: integer, minimum: 1, maximum: 10, description: In gibibytes.}
              tier: {type: string, enum: [hot, cold], default: hot}
              image: {type: string, pattern: '^[a-z]+:[0-9]+$', maxLength: 20}
              replicas: {type: integer, default: 1}
              port: {x-kubernetes-int-or-string: true}
              note: {type: string, nullable: true}
              labels: {type: object, additionalProperties: {type: string}}
              free: {type: object, x-kubernetes-preserve-unknown-fields: true}
              peers:
                type: array
                maxItems: 2
                x-kubernetes-list-type: map
                x-kubernetes-list-map-keys: [name]
                items:
                  type: object
                  required: [name]
                  properties: {name: {type: string}, weight: {type: integer, default: 5}}
          status:
            type: object
            properties:
              replicas: {type: integer}
              selector: {type: string}
              conditions: {type: array, items: {type: object, properties: {type: {type: string}, status: {type: string}}}}
)";

inline slipway::json::value yaml(const std::string& text) {
    return slipway::json::read_yaml(text).front();
}
inline slipway::json::value caches() { return yaml(caches_yaml); }
/// A Cache; `spec` is its specification as JSON.
inline slipway::json::value cache(const std::string& name, const std::string& spec) {
    return {{"apiVersion", "example.com/v1"},
            {"kind", "Cache"},
            {"metadata", {{"name", name}}},
            {"spec", slipway::json::read(spec)}};
}

}  // namespace support
