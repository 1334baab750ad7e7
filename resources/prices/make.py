#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Evenhand authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""Makes prices.jsonl, the price book that is shipped, out of public catalogues that lie on this computer.

The catalogues are read from the newest to the oldest, each date taken from the file's name. A row of an older catalogue
is kept where no newer one has that model, region or service tier, and where its figures differ by more than rounding:
the program shows both. What is free of charge, and what has no price by token or call, is left out."""

import argparse
import json
import re
from datetime import date
from pathlib import Path

import catalogues
from families import MAKERS, family_of

# Kind, name shown, page with the prices, and where each catalogue keeps it. "models" restricts an entry to ids that the
# pattern finds; "label" names the region of what stands there.
CHANNELS = [
    ("anthropic", "Anthropic", "https://www.anthropic.com/pricing", ["anthropic"], ["anthropic"], ["anthropic"]),
    ("anthropic-aws", "Claude Platform on AWS", "https://aws.amazon.com/marketplace", [], ["claude-platform-aws"], []),
    ("aws-bedrock", "Amazon Bedrock", "https://aws.amazon.com/bedrock/pricing/", ["aws"],
     ["bedrock", "bedrock-mantle"], ["bedrock", "bedrock_converse", "bedrock_mantle"]),
    ("azure", "Microsoft Azure", "https://azure.microsoft.com/pricing/details/ai-foundry-models/", ["azure"],
     ["azure-openai", "azure-ai"], ["azure", "azure_ai"]),
    ("openai", "OpenAI", "https://platform.openai.com/docs/pricing", ["openai"], ["openai"], ["openai"]),
    ("gemini", "Gemini API", "https://ai.google.dev/gemini-api/docs/pricing",
     [{"provider": "google", "models": "^(models/)?(gemini|gemma)"}], ["google"], ["gemini"]),
    ("vertex", "Google Vertex AI", "https://cloud.google.com/vertex-ai/generative-ai/pricing", ["google"],
     ["vertex-ai"], [{"provider": "vertex_ai*"}]),
    ("cerebras", "Cerebras", "https://www.cerebras.ai/pricing", ["cerebras"], ["cerebras"], ["cerebras"]),
    ("cohere", "Cohere", "https://cohere.com/pricing", ["cohere"], ["cohere"], ["cohere_chat"]),
    ("deepinfra", "DeepInfra", "https://deepinfra.com/pricing", [], ["deepinfra"], ["deepinfra"]),
    ("deepseek", "DeepSeek", "https://api-docs.deepseek.com/quick_start/pricing", ["deepseek"], ["deepseek"],
     ["deepseek"]),
    ("fireworks", "Fireworks", "https://fireworks.ai/pricing", ["fireworks"], ["fireworks-ai"], ["fireworks_ai"]),
    ("groq", "Groq", "https://groq.com/pricing", ["groq"], ["groq"], ["groq"]),
    ("minimax", "MiniMax", "https://platform.minimax.io/docs/guides/pricing-paygo", ["minimax"], ["minimax"],
     ["minimax"]),
    ("mistral", "Mistral", "https://mistral.ai/pricing", ["mistral"], ["mistral-ai"], ["mistral"]),
    ("moonshotai", "Moonshot AI", "https://platform.kimi.ai/docs/pricing", ["moonshotai"], ["moonshot"],
     ["moonshot"]),
    ("novita", "Novita", "https://novita.ai/pricing", ["novita"], ["novita-ai"], ["novita"]),
    ("openrouter", "OpenRouter", "https://openrouter.ai/models", ["openrouter"], [], []),
    ("ovhcloud", "OVHcloud", "https://www.ovhcloud.com/en/public-cloud/prices/", ["ovhcloud"], [], ["ovhcloud"]),
    ("perplexity", "Perplexity", "https://docs.perplexity.ai/docs/getting-started/pricing", ["perplexity"],
     ["perplexity-ai"], ["perplexity"]),
    ("sambanova", "SambaNova", "https://cloud.sambanova.ai/plans/pricing", [], [], ["sambanova"]),
    ("together", "Together AI", "https://www.together.ai/pricing", ["together"], ["together-ai"], ["together_ai"]),
    ("x-ai", "xAI", "https://docs.x.ai/docs/models", ["x-ai"], ["x-ai"], ["xai"]),
    ("zai", "Z.AI", "https://docs.z.ai/guides/overview/pricing", ["zai"], ["z-ai"], ["zai"]),
]

# The newest catalogue says that it prices these as the makers do. Kept for models that another catalogue offers there.
AS_THE_MAKER = {"azure": ["openai", "anthropic", "deepseek", "x-ai", "moonshotai"], "vertex": ["anthropic"]}


# Where the profiles of several regions reach; a catalogue that copies all regions of a model into its profile is cut.
AREAS = {"us": "us-(?!gov)", "us-gov": "us-gov-", "eu": "eu-", "apac": "ap-"}

SOURCES = {
    "genai-prices": {
        "licence": "MIT",
        "copyright": "Copyright (c) Pydantic Services Inc. 2025 to present",
        "url": "https://github.com/pydantic/genai-prices",
    },
    "portkey-models": {
        "licence": "MIT",
        "copyright": "Copyright (c) 2025 Portkey.ai",
        "url": "https://github.com/Portkey-AI/models",
    },
    "litellm": {
        "licence": "MIT",
        "copyright": "Copyright (c) 2023 Berri AI",
        "url": "https://github.com/BerriAI/litellm",
    },
}

ABOUT = (
    "List prices in US dollars for a million tokens, images or calls, as public catalogues have them; not what an "
    "invoice says. Made by make.py; not written by hand. The catalogues are under the MIT licence, see LICENSES/MIT.txt."
)


def entry(provider):
    return provider if isinstance(provider, dict) else {"provider": provider}


def imports_of(channel):
    names = ("genai-prices", "portkey-models", "litellm")
    return [{"catalogue": name, **entry(provider)} for name, providers in zip(names, channel[3:])
            for provider in providers]


def decimals(value):
    text = f"{value:.9f}".rstrip("0")
    return len(text) - text.index(".") - 1


def same_figure(one, other):
    """Catalogues cut figures to some digits, but hardly to fewer than two."""
    return abs(one - other) <= 0.5 * 10 ** -max(2, min(decimals(one), decimals(other))) + 1e-12


def same_prices(one, other):
    shared = [key for key in ("in", "out", "cr", "cw", "cw1h") if key in one and key in other]
    return all(same_figure(one[key], other[key]) for key in shared)


class Book:
    """Rows by channel, in the order in which they are looked through."""

    def __init__(self, today):
        self.rows = {}
        self.today = today

    def covering(self, kind, row):
        """The row of the newest catalogue that prices what this one is about."""
        found = [known for known in self.rows.get(kind, [])
                 if known["s"] != row["s"] and known.get("r", []) == row.get("r", []) and known.get("t") == row.get("t")
                 and in_force(known, self.today) and catalogues.fits(known["m"], row["n"])]
        newest = [known for known in found if known["s"] == found[0]["s"]]
        return next((known for known in newest if catalogues.names(known["m"], row["n"])), next(iter(newest), None))

    def add_older(self, kind, rows):
        """Rows of a catalogue of which only what is missing or different is kept."""
        kept = {}
        for row in rows:
            known = self.covering(kind, row)
            if known and same_prices(known["p"], row["p"]):
                continue
            if known:
                row["f"] = known["f"]
                if not is_apart(row, known):
                    row["l"] = known.get("l")
            key = json.dumps([row[k] if k in row else None for k in ("f", "l", "r", "t", "p", "above")])
            if key in kept:
                kept[key]["m"] += [row["n"]] if row["n"] not in kept[key]["m"] else []
            else:
                row["m"] = [row["n"]]
                kept[key] = row
        self.rows.setdefault(kind, []).extend(self.with_regions_together(kept.values()))

    @staticmethod
    def with_regions_together(rows):
        together = {}
        for row in rows:
            key = json.dumps([row["m"], row.get("r") is None] + [row.get(k) for k in ("f", "l", "t", "p", "above")])
            if "r" in row and key in together:
                together[key]["r"] += row["r"]
            else:
                together.setdefault(key, row)
        return together.values()

    def tell_versions_apart(self):
        """Dated versions of one family with prices of their own are families of their own."""
        for rows in self.rows.values():
            seen = {}
            for row in rows:
                if "from" in row or "at" in row or "until" in row:
                    continue
                key = json.dumps([row["s"], row["f"], row.get("l"), row.get("r"), row.get("t")])
                if not same_prices(seen.setdefault(key, row["p"]), row["p"]):
                    row["f"] = family_of(row["n"], keep_date=True)


def is_apart(row, known):
    """A profile is sold for itself, though a newer catalogue has it under one rule with all regions; that of the
    government's regions even where it has other profiles apart."""
    return row.get("l", "").endswith(" profile") and ("l" not in known or row["l"] == "us-gov profile")


def in_force(row, today):
    return row.get("from", "") <= today and today < row.get("until", "9999") and "at" not in row


def placed(kind, row):
    """Family, and the region that the id itself says."""
    row["f"] = family_of(row["n"])
    prefix = re.match(r"(global|regional|apac|us-gov|[a-z]{2})\.(?=[a-z])", row["n"])
    if kind == "aws-bedrock" and prefix:
        row["l"] = prefix[1] if prefix[1] in ("global", "regional") else f"{prefix[1]} profile"
    zone = re.match(r"(us|eu|global|global-standard)/", row["n"])
    if kind == "azure" and zone:
        row["n"] = row["n"][zone.end():]
        if zone[1] in ("us", "eu"):
            row["r"], row["l"] = [zone[1]], f"{zone[1]} data zone"
    if kind == "aws-bedrock" and prefix and prefix[1] in AREAS and "r" in row:
        row["r"] = [region for region in row["r"] if re.match(AREAS[prefix[1]], region)]
    region = re.match(r"([a-z]{2}(?:-gov)?-[a-z]+-\d)/", row["n"])
    if kind == "aws-bedrock" and region:
        row["n"] = row["n"][region.end():]
        row["r"] = [region[1]]
    return row


def rows_of(kind, channel, catalogue, reader):
    for found in imports_of(channel):
        if found["catalogue"] != catalogue:
            continue
        for row in reader(found["provider"]):
            if not re.search(found.get("models", ""), row["n"]):
                continue
            row = placed(kind, dict(row, s=catalogue))
            if row.get("r") != []:
                yield row


def as_the_makers(book, offered):
    """Rows of the makers' own channels, for what is offered elsewhere at the same price."""
    for kind, makers in AS_THE_MAKER.items():
        own = {row["f"] for row in book.rows[kind]}
        for maker in makers:
            for row in book.rows[maker]:
                if row["f"] in offered[kind] and row["f"] not in own:
                    yield kind, dict(row, note="priced as by the maker: the catalogue has no row of its own")


def make_book(arguments):
    book = Book(arguments.today)
    readers = {
        "genai-prices": catalogues.GenaiPrices(arguments.genai),
        "portkey-models": catalogues.Portkey(arguments.portkey),
        "litellm": catalogues.Litellm(arguments.litellm),
    }
    listed = {(name, channel[0]): list(rows_of(channel[0], channel, name, reader.rows))
              for name, reader in readers.items() for channel in CHANNELS}
    for channel in CHANNELS:
        book.rows[channel[0]] = listed["genai-prices", channel[0]]
    offered = {kind: {row["f"] for name in ("portkey-models", "litellm") for row in listed[name, kind]}
               for kind in AS_THE_MAKER}
    for kind, row in list(as_the_makers(book, offered)):
        book.rows[kind].append(row)
    for name in ("portkey-models", "litellm"):
        for channel in CHANNELS:
            book.add_older(channel[0], listed[name, channel[0]])
    book.tell_versions_apart()
    return book


def written(row):
    """Without what is empty; one model is written as itself."""
    row = {key: value for key, value in row.items() if value not in (None, [], {})}
    if isinstance(row["m"], list) and len(row["m"]) == 1:
        row["m"] = row["m"][0]
    if row["n"] == row["m"] or isinstance(row["m"], list) and row["n"] == row["m"][0]:
        del row["n"]
    return json.dumps(row, separators=(",", ":"), ensure_ascii=False)


def write(book, arguments):
    sources = {name: {**SOURCES[name], **said} for name, said in {
        "genai-prices": catalogues.said_by_name(arguments.genai),
        "portkey-models": catalogues.said_by_name(arguments.portkey),
        "litellm": catalogues.said_by_name(arguments.litellm),
    }.items()}
    head = {"format": 2, "about": ABOUT, "made": arguments.today, "currency": "USD", "sources": sources, "makers": MAKERS}
    with arguments.out.open("w", encoding="utf-8") as out:
        print(json.dumps(head), file=out)
        for channel in CHANNELS:
            about = {"kind": channel[0], "name": channel[1], "url": channel[2], "imports": imports_of(channel)}
            print(json.dumps(about), *map(written, book.rows[channel[0]]), sep="\n", file=out)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--genai", type=Path, required=True, help="data of genai-prices: genai-prices-VERSION-DATE.json")
    parser.add_argument("--litellm", type=Path, required=True, help="model_prices of LiteLLM: litellm-DATE.json")
    parser.add_argument("--portkey", type=Path, required=True, help="folder of Portkey's models: portkey-DATE")
    parser.add_argument("--today", default=date.today().isoformat())
    parser.add_argument("--out", type=Path, default=Path(__file__).with_name("prices.jsonl"))
    arguments = parser.parse_args()
    write(make_book(arguments), arguments)


if __name__ == "__main__":
    main()
