// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/suites/needle.h"

#include <random>

using namespace Qt::StringLiterals;

namespace evenhand {
namespace {

// std::mt19937 is the same everywhere; the distributions of the standard library are not.
class Chance
{
public:
    explicit Chance(quint32 seed)
        : m_engine(seed)
    {
    }

    quint32 below(quint32 bound) { return quint32(m_engine()) % bound; }
    QString of(const QStringList &list) { return list.at(below(quint32(list.size()))); }

private:
    std::mt19937 m_engine;
};

const QStringList people = {u"The gardener"_s, u"The ferryman"_s, u"A neighbour"_s, u"The clerk"_s,
                            u"The baker"_s,    u"Our guide"_s,    u"The printer"_s, u"A student"_s};
const QStringList deeds = {u"carried"_s, u"painted"_s, u"counted"_s, u"mended"_s, u"sold"_s, u"forgot"_s, u"praised"_s};
const QStringList qualities = {u"old"_s, u"green"_s, u"narrow"_s, u"quiet"_s, u"heavy"_s, u"borrowed"_s, u"wooden"_s};
const QStringList things = {u"ladder"_s, u"boat"_s, u"lamp"_s,  u"table"_s,
                            u"basket"_s, u"bell"_s, u"chair"_s, u"clock"_s};
const QStringList places = {u"by the river"_s,     u"behind the mill"_s, u"in the courtyard"_s,
                            u"near the station"_s, u"on the hill"_s,     u"under the arcade"_s};
const QStringList times = {u"before noon"_s, u"after the rain"_s, u"in late autumn"_s, u"every other week"_s,
                           u"without a word"_s};
const QStringList rooms = {u"archive"_s, u"observatory"_s, u"granary"_s, u"boathouse"_s, u"greenhouse"_s};
const QStringList colours = {u"red"_s, u"white"_s, u"blue"_s, u"yellow"_s};

QString sentence(Chance &chance)
{
    return QStringList{chance.of(people), chance.of(deeds),  u"the"_s,        chance.of(qualities),
                       chance.of(things), chance.of(places), chance.of(times)}
               .join(u' ')
           + u'.';
}

// A paragraph for every tenth sentence.
QString document(Chance &chance, int words, int depth, const QString &needle)
{
    QStringList sentences;
    for (qsizetype count = needle.count(u' ') + 1; count < words; count += sentences.last().count(u' ') + 1)
        sentences.append(sentence(chance));
    sentences.insert(sentences.size() * depth / 100, needle);
    QString text;
    for (qsizetype i = 0; i < sentences.size(); ++i)
        text += sentences.at(i) + (i % 10 == 9 ? u"\n\n"_s : u" "_s);
    return text.trimmed();
}

SuiteCase needleCase(Chance &chance, int words, int depth)
{
    // One after the other: the order of a call's arguments is the compiler's choice.
    const QString colour = chance.of(colours);
    const QString room = colour + u' ' + chance.of(rooms);
    const QString code = QString::number(10'000 + chance.below(90'000));
    const QString needle = u"The door code of the %1 is %2."_s.arg(room, code);
    SuiteCase result{.id = CaseId::create(), .name = u"%1 words, at %2 %"_s.arg(words).arg(depth)};
    result.variables = {{u"document"_s, document(chance, words, depth, needle)},
                        {u"question"_s, u"What is the door code of the %1?"_s.arg(room)}};
    result.reference = code;
    result.taskClass = u"long context"_s;
    result.tags = {u"%1 words"_s.arg(words), u"depth %1 %"_s.arg(depth)};
    result.checks = {QJsonObject{{u"type"_s, u"contains"_s}, {u"value"_s, code}}};
    return result;
}

} // namespace

Suite needleSuite(const NeedleOptions &options)
{
    Suite suite{
        .name = u"Long context"_s,
        .description =
            u"One sentence in a long document: is it found, wherever it stands? Made with seed %1."_s.arg(options.seed),
        .columns = {u"document"_s, u"question"_s}};
    suite.prompt = PromptText{.user = u"{{document}}\n\n---\n\n{{question}} Answer with the code only."_s};
    Chance chance(options.seed);
    for (const int words : options.lengths) {
        for (const int depth : options.depths)
            suite.cases.append(needleCase(chance, words, depth));
    }
    return suite;
}

} // namespace evenhand
