# SPDX-FileCopyrightText: 2026 The Evenhand authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""Readers of catalogues. A row has "n", the catalogue's name of the model; "m", the rule that finds it; "p", prices for a
million by class; and where the catalogue says so "above", "from", "until", "at", "r" and "t"."""

import json
import re
from fnmatch import fnmatch


def said_by_name(path):
    said = {"date": re.search(r"\d{4}-\d\d-\d\d", path.name)[0]}
    version = re.search(r"-(\d+\.\d+\.\d+)-", path.name)
    return {"version": version[1], **said} if version else said


def fits(rule, model):
    """The rules of genai-prices; a text or a list of texts names models as they are."""
    model = model.lower()
    if isinstance(rule, str):
        return rule.lower() == model
    if isinstance(rule, list):
        return any(fits(one, model) for one in rule)
    (word, value), = rule.items()
    if word in ("or", "and"):
        return (any if word == "or" else all)(fits(one, model) for one in value)
    if word == "regex":
        return re.search(value, model, re.IGNORECASE) is not None
    value = value.lower()
    return {"equals": model == value, "contains": value in model, "starts_with": model.startswith(value),
            "ends_with": model.endswith(value)}[word]


def names(rule, model):
    """Whether the rule has the model by its whole name."""
    if isinstance(rule, str):
        return rule.lower() == model.lower()
    if isinstance(rule, list):
        return any(names(one, model) for one in rule)
    (word, value), = rule.items()
    if word in ("or", "and"):
        return any(names(one, model) for one in value)
    return word == "equals" and value.lower() == model.lower()


def cleaned(prices):
    return {key: round(value, 9) + 0 for key, value in sorted(prices.items()) if value and round(value, 9) > 0}


class GenaiPrices:
    CLASSES = {"input_mtok": "in", "cache_read_mtok": "cr", "cache_write_mtok": "cw", "cache_write_1h_mtok": "cw1h",
               "output_mtok": "out", "output_reasoning_mtok": "rs", "input_audio_mtok": "ain", "output_audio_mtok": "aout",
               "input_image_mtok": "iin", "output_image_mtok": "iout", "requests_kcount": "call"}

    def __init__(self, path):
        self.providers = {provider["id"]: provider for provider in json.loads(path.read_text())}

    def rows(self, provider):
        for model in self.providers[provider]["models"]:
            periods = model["prices"] if isinstance(model["prices"], list) else [{"prices": model["prices"]}]
            yield from reversed(list(self.periods(model, periods)))

    def periods(self, model, periods):
        """Later entries win where several hold, so they are looked at first."""
        starts = [period.get("constraint", {}).get("start_date") for period in periods]
        for number, period in enumerate(periods):
            row = {"n": model["id"], "m": self.rule(model["match"])}
            row.update(self.prices(period["prices"]))
            constraint = period.get("constraint", {})
            if "start_time" in constraint:
                row["at"] = [constraint["start_time"][:5], constraint["end_time"][:5]]
            else:
                row["from"] = starts[number]
                row["until"] = next((start for start in starts[number + 1:] if start), None)
            if row["p"]:
                yield {key: value for key, value in row.items() if value}

    def rule(self, rule):
        while set(rule) & {"or", "and"} and len(next(iter(rule.values()))) == 1:
            rule = next(iter(rule.values()))[0]
        if set(rule) == {"or"} and all(set(one) == {"equals"} for one in rule["or"]):
            return [one["equals"] for one in rule["or"]]
        return rule["equals"] if set(rule) == {"equals"} else rule

    def prices(self, listed):
        base, above = {}, {}
        for key, value in listed.items():
            if key not in self.CLASSES:
                continue
            short, factor = self.CLASSES[key], 1000 if key == "requests_kcount" else 1
            base[short] = (value["base"] if isinstance(value, dict) else value) * factor
            for tier in value["tiers"] if isinstance(value, dict) else []:
                above.setdefault(int(tier["start"]), {})[short] = tier["price"] * factor
        return {"p": cleaned(base), "above": [[start, cleaned(prices)] for start, prices in sorted(above.items())]}


class Portkey:
    CLASSES = {"request_token": "in", "response_token": "out", "cache_read_input_token": "cr",
               "cache_write_input_token": "cw", "request_audio_token": "ain", "response_audio_token": "aout"}
    UNITS = {"cache_write_1h": "cw1h", "thinking_token": "rs", "request_audio_token": "ain", "response_audio_token": "aout"}

    def __init__(self, folder):
        self.folder = folder / "pricing" if (folder / "pricing").is_dir() else folder

    def rows(self, provider):
        for model, entry in json.loads((self.folder / f"{provider}.json").read_text()).items():
            if model == "default" or re.search(r"-(gt|lte)-\d+k", model):
                continue
            for row in self.rows_of(entry):
                if {"in", "out"} <= set(row["p"]):
                    yield {"n": model, "m": model, **{key: value for key, value in row.items() if value}}

    def rows_of(self, entry):
        custom = entry.get("custom_pricing", {})
        regions = custom.get("regions", {})
        thresholds = {name: int(start) for start, name in custom.get("context_tier_map", {}).items()}
        whole = {mode: self.mode(value, thresholds) for mode, value in
                 regions.get("default", {}).get("execution_modes", {}).items()}
        if "standard" not in whole:
            whole["standard"] = self.listed(entry, "pay_as_you_go")
        if "batch" not in whole:
            whole["batch"] = self.listed(entry, "batch_config")
        yield from (self.row(mode, prices) for mode, prices in whole.items())
        for region, value in regions.items():
            if region == "default":
                continue
            for mode, own in value.get("execution_modes", {}).items():
                prices = self.mode(own, thresholds)
                if prices != whole.get(mode):
                    yield self.row(mode, prices, region.split(","))

    def row(self, mode, prices, regions=None):
        return {"t": None if mode == "standard" else mode, "r": regions, **prices}

    def mode(self, value, thresholds):
        tiers = value.get("context_tiers") or {"": value}
        by_start = sorted((thresholds.get(name, 0), self.listed(tier, "pay_as_you_go")["p"]) for name, tier in tiers.items())
        base = by_start[0][1]
        return {"p": base, "above": [[start, prices] for start, prices in by_start[1:] if prices != base]}

    def listed(self, entry, section):
        listed = (entry.get("pricing_config") or {}).get(section, {})
        prices = {short: listed[key].get("price", 0) * 1e4 for key, short in self.CLASSES.items() if key in listed}
        for key, short in self.UNITS.items():
            if key in listed.get("additional_units", {}):
                prices[short] = listed["additional_units"][key].get("price", 0) * 1e4
        return {"p": cleaned(prices), "above": []}


class Litellm:
    CLASSES = {"input_cost_per_token": "in", "output_cost_per_token": "out", "cache_read_input_token_cost": "cr",
               "cache_creation_input_token_cost": "cw", "cache_creation_input_token_cost_above_1hr": "cw1h",
               "output_cost_per_reasoning_token": "rs", "input_cost_per_audio_token": "ain",
               "output_cost_per_audio_token": "aout", "input_cost_per_image_token": "iin",
               "output_cost_per_image_token": "iout"}
    TIERS = {"": None, "_batches": "batch", "_flex": "flex", "_priority": "priority"}

    def __init__(self, path):
        self.entries = json.loads(path.read_text())

    def rows(self, provider):
        for name, entry in self.entries.items():
            if not isinstance(entry, dict) or not fnmatch(entry.get("litellm_provider") or "", provider):
                continue
            if entry.get("mode") not in ("chat", "responses", "completion") or "commitment" in name:
                continue
            for suffix, tier in self.TIERS.items():
                prices = self.prices(entry, suffix)
                if {"in", "out"} <= set(prices["p"]):
                    yield {"n": self.model(name), "m": None, "t": tier, **prices}

    def model(self, name):
        """The first part of a name is how LiteLLM calls the provider."""
        return re.sub(r"^(bedrock_mantle|bedrock|azure_ai|azure|gemini|vertex_ai|mistral|groq|deepseek|xai|together_ai|"
                      r"fireworks_ai|perplexity|cerebras|deepinfra|moonshot|minimax|novita|sambanova|zai|ovhcloud)/", "", name)

    def prices(self, entry, suffix):
        above = {}
        for key, value in entry.items():
            step = re.fullmatch(r"(.+)_above_(\d+)k_tokens" + suffix, key)
            if step and step[1] in self.CLASSES:
                above.setdefault(int(step[2]) * 1000, {})[self.CLASSES[step[1]]] = float(value) * 1e6
        base = {short: float(entry[key + suffix]) * 1e6 for key, short in self.CLASSES.items() if entry.get(key + suffix)}
        return {"p": cleaned(base), "above": [[start, cleaned(prices)] for start, prices in sorted(above.items())]}
