// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/checks/judges.h"

using namespace Qt::StringLiterals;

namespace evenhand::checks {

std::optional<QChar::Script> scriptNamed(const QString &name)
{
    static const QHash<QString, QChar::Script> scripts = {
        {u"arabic"_s, QChar::Script_Arabic},
        {u"armenian"_s, QChar::Script_Armenian},
        {u"bengali"_s, QChar::Script_Bengali},
        {u"cyrillic"_s, QChar::Script_Cyrillic},
        {u"devanagari"_s, QChar::Script_Devanagari},
        {u"ethiopic"_s, QChar::Script_Ethiopic},
        {u"georgian"_s, QChar::Script_Georgian},
        {u"greek"_s, QChar::Script_Greek},
        {u"gujarati"_s, QChar::Script_Gujarati},
        {u"gurmukhi"_s, QChar::Script_Gurmukhi},
        {u"han"_s, QChar::Script_Han},
        {u"hangul"_s, QChar::Script_Hangul},
        {u"hebrew"_s, QChar::Script_Hebrew},
        {u"hiragana"_s, QChar::Script_Hiragana},
        {u"kannada"_s, QChar::Script_Kannada},
        {u"katakana"_s, QChar::Script_Katakana},
        {u"khmer"_s, QChar::Script_Khmer},
        {u"lao"_s, QChar::Script_Lao},
        {u"latin"_s, QChar::Script_Latin},
        {u"malayalam"_s, QChar::Script_Malayalam},
        {u"myanmar"_s, QChar::Script_Myanmar},
        {u"oriya"_s, QChar::Script_Oriya},
        {u"sinhala"_s, QChar::Script_Sinhala},
        {u"tamil"_s, QChar::Script_Tamil},
        {u"telugu"_s, QChar::Script_Telugu},
        {u"thai"_s, QChar::Script_Thai},
        {u"tibetan"_s, QChar::Script_Tibetan},
    };
    const auto found = scripts.find(name.toLower());
    return found == scripts.end() ? std::nullopt : std::optional(*found);
}

Verdict judgeScript(const QJsonObject &check, const JudgedAnswer &answer)
{
    constexpr double usualShare = 0.8;
    const std::optional<QChar::Script> wanted = scriptNamed(check["script"_L1].toString());
    qsizetype letters = 0;
    qsizetype fitting = 0;
    for (const char32_t code : answer.text.toUcs4()) {
        if (!QChar::isLetter(code))
            continue;
        ++letters;
        fitting += QChar::script(code) == wanted;
    }
    const double share = letters > 0 ? double(fitting) / double(letters) : 0;
    // Cut, not rounded: what is shown as enough is enough.
    const QString reason =
        letters > 0 ? u"%1 % %2"_s.arg(int(share * 100)).arg(check["script"_L1].toString()) : u"no letters"_s;
    return {.passed = letters > 0 && share >= check["share"_L1].toDouble(usualShare), .reason = reason};
}

} // namespace evenhand::checks
