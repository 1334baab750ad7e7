# SPDX-FileCopyrightText: 2026 The Evenhand authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""Which ids name the same model."""

import re

# Beginning of a family, as family_key() of the program writes it: the channel of its maker. Empty: nobody sells it first
# hand.
MAKERS = {
    "claude": "anthropic",
    "gpt-": "openai", "gpt-oss": "", "chatgpt": "openai", "codex": "openai", "o1": "openai", "o3": "openai", "o4": "openai",
    "gemini": "gemini",
    "grok": "x-ai",
    "mistral": "mistral", "ministral": "mistral", "codestral": "mistral", "devstral": "mistral", "magistral": "mistral",
    "pixtral": "mistral", "voxtral": "mistral", "mixtral": "mistral", "open-mi": "mistral",
    "deepseek": "deepseek", "deepseek-r1-distill": "",
    "kimi": "moonshotai", "moonshot": "moonshotai",
    "glm": "zai",
    "command": "cohere",
    "minimax": "minimax",
    "nova": "aws-bedrock",
    "sonar": "perplexity",
}

PATH = re.compile(r"^.*/")
OPERATOR = re.compile(r"^(?:[a-z][a-z-]*\.)+(?=[a-z])")
VERSION = re.compile(r"(?:-v\d+)?(?::\d+)?(?::\d+k)?$")
DATE = re.compile(r"[-@](?:20\d{6}|20\d\d-\d\d-\d\d|default|latest|001)(?=$|-)")
PACKAGING = re.compile(r"-(?:instruct|it|versatile|maas|latest|chat-latest)$")
VERSION_FIRST = re.compile(r"^claude-([4-9](?:-\d)?)-(opus|sonnet|haiku)\b")
VERSION_LAST = re.compile(r"^claude-(opus|sonnet|haiku)-(3(?:-\d)?)\b")
OLD_ZERO = re.compile(r"^(claude-(?:opus|sonnet)-4)-0$")
GLUED = re.compile(r"^(llama|gemma|qwen|phi)(?=\d)")


def family_of(model, keep_date=False):
    """The name of the family, with hyphens for dots, so that 4.5 and 4-5 are one."""
    name = PATH.sub("", model.lower())
    name = OPERATOR.sub("", name)
    name = VERSION.sub("", name)
    if not keep_date:
        name = DATE.sub("", name)
    name = re.sub(r"[.@:_ ]", "-", name)
    name = re.sub(r"^meta-llama", "llama", name)
    name = GLUED.sub(r"\1-", name)
    name = PACKAGING.sub("", name)
    name = VERSION_FIRST.sub(r"claude-\2-\1", name)
    name = VERSION_LAST.sub(r"claude-\2-\1", name)
    name = OLD_ZERO.sub(r"\1", name)
    return name.replace("gpt-35", "gpt-3-5").strip("-")
