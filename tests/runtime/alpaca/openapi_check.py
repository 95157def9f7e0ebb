"""Requests of a log held against OpenAPI descriptions: openapi_check.py SPECS_FOLDER LOG.

Each line of LOG is a request as the stand-in writes it. Prints what is wrong; exit code 1 if anything is.
"""

import json
import re
import sys
from pathlib import Path

SPECS = {"alpaca": "alpaca-trading.json", "alpaca-data": "alpaca-data.json"}
FORMATS = {
    "uuid": r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}",
    "date-time": r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d))?",
    "decimal": r"-?\d+(\.\d+)?",
}
TYPES = {"string": str, "integer": int, "number": (int, float), "boolean": bool, "array": list, "object": dict}


class Description:
    def __init__(self, spec):
        self.spec = spec

    def resolved(self, part):
        while "$ref" in part:
            found = self.spec
            for name in part["$ref"].removeprefix("#/").split("/"):
                found = found[name]
            part = found
        return part

    def operation(self, method, path):
        """(operation, its parameters, those in the path by name), or None. Only symbols hold slashes."""
        for part in ("([^/]+)", "(.+)"):
            for template, item in self.spec["paths"].items():
                names = re.findall(r"{(\w+)}", template)
                match = re.fullmatch(re.sub(r"{\w+}", part, template), path)
                if match and method.lower() in item:
                    operation = item[method.lower()]
                    parameters = [self.resolved(p) for p in item.get("parameters", []) + operation.get("parameters", [])]
                    return operation, parameters, dict(zip(names, match.groups()))
        return None

    def wrong_value(self, value, schema, where):
        schema = self.resolved(schema)
        if value is None:
            return [] if schema.get("nullable") else [f"{where} is null"]
        kind = schema.get("type")
        if kind and (not isinstance(value, TYPES[kind]) or (isinstance(value, bool) and kind != "boolean")):
            return [f"{where} is no {kind}: {value!r}"]
        wrong = []
        if "enum" in schema and value not in schema["enum"]:
            wrong.append(f"{where} is {value!r}, not one of {schema['enum']}")
        if len(value) > schema.get("maxLength", 10**9) if isinstance(value, str) else False:
            wrong.append(f"{where} is longer than {schema['maxLength']}")
        if schema.get("format") in FORMATS and not re.fullmatch(FORMATS[schema["format"]], str(value)):
            wrong.append(f"{where} is no {schema['format']}: {value!r}")
        if isinstance(value, (int, float)) and not schema.get("minimum", value) <= value <= schema.get("maximum", value):
            wrong.append(f"{where} is out of range: {value!r}")
        if kind == "object":
            wrong += self.wrong_fields(value, schema, where)
        return wrong

    def wrong_fields(self, value, schema, where):
        wrong = [f"{where} lacks {name}" for name in schema.get("required", []) if value.get(name) is None]
        for name, field in value.items():
            if name not in schema.get("properties", {}):
                wrong.append(f"{where} has a field {name}")
            else:
                wrong += self.wrong_value(field, schema["properties"][name], f"{where}.{name}")
        return wrong

    def wrong_parameter(self, text, schema, where):
        """Parameters are texts, also where they mean numbers and lists."""
        schema = self.resolved(schema)
        kind = schema.get("type")
        if kind == "array":
            return [w for item in text.split(",") for w in self.wrong_parameter(item, schema["items"], where)]
        if kind in ("integer", "number"):
            if not re.fullmatch(r"-?\d+", text):
                return [f"{where} is no {kind}: {text!r}"]
            return self.wrong_value(int(text), schema, where)
        if kind == "boolean":
            return [] if text in ("true", "false") else [f"{where} is no boolean: {text!r}"]
        return self.wrong_value(text, schema, where)

    def wrong_request(self, record, path):
        found = self.operation(record["method"], path)
        if not found:
            return [f"no such operation: {record['method']} {path}"]
        operation, parameters, in_path = found
        known = {(p["in"], p["name"]): p for p in parameters}
        given = {("query", name): text for name, text in record["query"].items()}
        given |= {("path", name): text for name, text in in_path.items()}
        wrong = [f"no parameter {name} in {place}" for place, name in given.keys() - known.keys()]
        wrong += [f"parameter {p['name']} is missing" for key, p in known.items()
                  if p.get("required") and key not in given and p["in"] != "header"]
        for key in given.keys() & known.keys():
            wrong += self.wrong_parameter(given[key], known[key].get("schema", {}), key[1])
        body = operation.get("requestBody")
        if body and record["body"] is not None:
            schema = self.resolved(body["content"]["application/json"]["schema"])
            wrong += self.wrong_value(record["body"], schema, "the body")
        elif bool(body and body.get("required")) != (record["body"] is not None):
            wrong.append("a body where none belongs, or none where one does")
        return wrong


def main(specs, log):
    descriptions = {service: Description(json.loads((Path(specs) / name).read_text(encoding="utf-8")))
                    for service, name in SPECS.items()}
    requests = findings = 0
    with open(log, encoding="utf-8") as lines:
        for record in map(json.loads, lines):
            service = record["service"]
            if service not in descriptions:
                continue
            requests += 1
            path = record["path"].removeprefix("/" + service)
            for wrong in descriptions[service].wrong_request(record, path):
                findings += 1
                print(f"request {requests}, {record['method']} {path}: {wrong}")
    print(f"{requests} requests, {findings} findings")
    return 1 if findings or not requests else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
