// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/text/textdiff.h"

#include "app/text/sequencematch.h"
#include "app/text/textwords.h"

#include <QHash>

namespace evenhand {
namespace {

struct WordPlace
{
    int block = 0;
    int begin = 0;
    int end = 0;
};

struct Words
{
    std::vector<int> values; // equal words have equal numbers, in all answers
    std::vector<WordPlace> places;
    // ---- What is found out
    std::vector<bool> matched; // in some other answer
    std::vector<bool> skipped; // was not looked at in some comparison
    std::vector<int> inFirst;  // the partner in the first answer, or -1

    bool isInBlockOf(size_t one, size_t other) const { return places[one].block == places[other].block; }
};

// Words as numbers.
class Dictionary
{
public:
    enum Length { Sign, Short, Long };

    Words read(const QList<Block> &blocks)
    {
        Words words;
        for (int block = 0; block < blocks.size(); ++block) {
            for (const TextWord &word : wordsOf(blocks.at(block))) {
                words.values.push_back(number(word));
                words.places.push_back({.block = block, .begin = word.begin, .end = word.end});
            }
        }
        words.matched.resize(words.values.size());
        words.skipped.resize(words.values.size());
        return words;
    }

    Length length(int value) const { return m_lengths[size_t(value)]; }

private:
    int number(const TextWord &word)
    {
        const auto known = m_numbers.constFind(word.text);
        if (known != m_numbers.constEnd())
            return *known;
        m_lengths.push_back(!word.isWord ? Sign : word.text.size() <= DiffLimits::shortWord ? Short : Long);
        return *m_numbers.insert(word.text, int(m_numbers.size()));
    }

    QHash<QStringView, int> m_numbers;
    std::vector<Length> m_lengths;
};

// A piece that two answers have in common without a gap.
struct Common
{
    size_t first = 0;
    size_t second = 0;
    size_t length = 0;
};

std::vector<Common> commonPieces(const std::vector<int> &partners)
{
    std::vector<Common> pieces;
    for (size_t i = 0; i < partners.size(); ++i) {
        if (partners[i] < 0)
            continue;
        const auto partner = size_t(partners[i]);
        if (!pieces.empty() && pieces.back().first + pieces.back().length == i
            && pieces.back().second + pieces.back().length == partner)
            ++pieces.back().length;
        else
            pieces.push_back({.first = i, .second = partner, .length = 1});
    }
    return pieces;
}

class Comparer
{
public:
    Comparer(const QList<QList<Block>> &answers, const std::stop_token &stop)
        : m_stop(stop)
    {
        for (const QList<Block> &blocks : answers)
            m_answers.push_back(m_dictionary.read(blocks));
    }

    TextComparison compare()
    {
        const qsizetype count = qsizetype(m_answers.size());
        const qsizetype pairs = count * (count - 1) / 2;
        for (size_t first = 0; first < m_answers.size(); ++first) {
            for (size_t second = first + 1; second < m_answers.size() && !m_stop.stop_requested(); ++second)
                compare(first, second, DiffLimits::steps / pairs);
        }
        if (m_stop.stop_requested())
            return {};
        for (Words &words : m_answers) {
            if (count > 2)
                joinPhrases(words);
            m_result.answers.append(differences(words));
        }
        findPlaces();
        return std::move(m_result);
    }

private:
    void compare(size_t firstIndex, size_t secondIndex, qint64 steps)
    {
        Words &first = m_answers[firstIndex];
        Words &second = m_answers[secondIndex];
        SequenceMatch match = matchSequences(first.values, second.values, steps, m_stop);
        m_result.steps += match.steps;
        for (const auto &[inFirst, inSecond] : std::as_const(match.skipped)) {
            std::fill(first.skipped.begin() + inFirst.begin, first.skipped.begin() + inFirst.end, true);
            std::fill(second.skipped.begin() + inSecond.begin, second.skipped.begin() + inSecond.end, true);
        }
        dropChance(match.partners, first, second);
        if (firstIndex == 0)
            second.inFirst.assign(second.values.size(), -1);
        for (size_t i = 0; i < match.partners.size(); ++i) {
            if (match.partners[i] < 0)
                continue;
            const auto partner = size_t(match.partners[i]);
            first.matched[i] = true;
            second.matched[partner] = true;
            if (firstIndex == 0)
                second.inFirst[partner] = int(i);
        }
    }

    // Takes away partners that say nothing: see AnswerDifferences.
    void dropChance(std::vector<int> &partners, const Words &first, const Words &second) const
    {
        const std::vector<Common> pieces = commonPieces(partners);
        for (size_t i = 0; i < pieces.size(); ++i) {
            const Common &piece = pieces[i];
            const Common before = i > 0 ? pieces[i - 1] : Common{};
            const Common after = i + 1 < pieces.size()
                                     ? pieces[i + 1]
                                     : Common{.first = first.values.size(), .second = second.values.size()};
            const bool isAlone =
                standsAlone(first, piece.first, piece.length, before.first + before.length, after.first)
                && standsAlone(second, piece.second, piece.length, before.second + before.length, after.second);
            if (isAlone && saysNothing(first, piece.first, piece.length))
                std::fill_n(partners.begin() + qsizetype(piece.first), piece.length, -1);
        }
    }

    // Whether there are other words of the same block on both sides of it: `from` and `to` are where those without a
    // partner begin and end.
    static bool standsAlone(const Words &words, size_t begin, size_t length, size_t from, size_t to)
    {
        const size_t end = begin + length;
        return begin > from && end < to && words.isInBlockOf(begin - 1, begin) && words.isInBlockOf(end - 1, end);
    }

    bool saysNothing(const Words &words, size_t begin, size_t length) const
    {
        int shortWords = 0;
        int signs = 0;
        for (size_t i = begin; i < begin + length; ++i) {
            const Dictionary::Length kind = m_dictionary.length(words.values[i]);
            if (kind == Dictionary::Long)
                return false;
            (kind == Dictionary::Sign ? signs : shortWords) += 1;
            if (shortWords > 1 || signs > 1)
                return false;
        }
        return true;
    }

    // The more answers there are, the more often a short word has a partner in one of them.
    void joinPhrases(Words &words) const
    {
        size_t from = 0; // the end of the last word without a partner
        for (size_t i = 0; i < words.values.size(); ++i) {
            if (words.matched[i])
                continue;
            const size_t length = i - from;
            if (from > 0 && length > 0 && words.isInBlockOf(from - 1, i) && saysNothing(words, from, length))
                std::fill_n(words.matched.begin() + qsizetype(from), length, false);
            from = i + 1;
        }
    }

    AnswerDifferences differences(const Words &words)
    {
        AnswerDifferences found;
        std::vector<Stretch> phrases;
        for (size_t i = 0; i < words.values.size(); ++i) {
            if (words.matched[i])
                continue;
            found.isCoarse = found.isCoarse || words.skipped[i];
            if (!phrases.empty() && size_t(phrases.back().end) == i && words.isInBlockOf(i - 1, i))
                ++phrases.back().end;
            else
                phrases.push_back({.begin = int(i), .end = int(i) + 1});
        }
        for (const Stretch &phrase : phrases) {
            const WordPlace &begin = words.places[size_t(phrase.begin)];
            const WordPlace &end = words.places[size_t(phrase.end) - 1];
            found.onlyHere.append({.begin = {.block = begin.block, .offset = begin.begin},
                                   .end = {.block = end.block, .offset = end.end}});
        }
        m_phrases.push_back(std::move(phrases));
        return found;
    }

    // For each phrase of an answer, the words of the first one that it stands in place of.
    std::vector<Stretch> inFirst(size_t answer) const
    {
        if (answer == 0)
            return m_phrases.front();
        const std::vector<int> &partners = m_answers[answer].inFirst;
        const std::vector<Stretch> &phrases = m_phrases[answer];
        std::vector<Stretch> stretches(phrases.size());
        size_t at = 0;
        int before = 0;
        for (size_t i = 0; i < phrases.size(); ++i) {
            for (; at < size_t(phrases[i].begin); ++at)
                before = partners[at] < 0 ? before : partners[at] + 1;
            stretches[i].begin = before;
        }
        at = partners.size();
        int after = int(m_answers.front().values.size());
        for (size_t i = phrases.size(); i-- > 0;) {
            for (; at > size_t(phrases[i].end); --at)
                after = partners[at - 1] < 0 ? after : partners[at - 1];
            stretches[i].end = after;
        }
        return stretches;
    }

    // Goes through the phrases of all answers at once. Where the earliest one begins, each of the others may have one in
    // place of the same words.
    void findPlaces()
    {
        std::vector<std::vector<Stretch>> stretches;
        for (size_t answer = 0; answer < m_answers.size(); ++answer)
            stretches.push_back(inFirst(answer));
        std::vector<size_t> next(m_answers.size());
        while (true) {
            Stretch here{.begin = std::numeric_limits<int>::max(), .end = 0};
            for (size_t i = 0; i < next.size(); ++i) {
                if (next[i] == stretches[i].size())
                    continue;
                const Stretch &head = stretches[i][next[i]];
                if (head.begin < here.begin)
                    here = head;
                else if (head.begin == here.begin)
                    here.end = std::max(here.end, head.end);
            }
            if (here.end < here.begin)
                return;
            QList<int> place(qsizetype(next.size()), -1);
            for (size_t i = 0; i < next.size(); ++i) {
                if (next[i] == stretches[i].size())
                    continue;
                const int begin = stretches[i][next[i]].begin;
                if (begin < here.end || begin == here.begin)
                    place[qsizetype(i)] = int(next[i]++);
            }
            m_result.places.append(place);
        }
    }

    const std::stop_token &m_stop;
    Dictionary m_dictionary;
    std::vector<Words> m_answers;
    std::vector<std::vector<Stretch>> m_phrases; // by answer; in words
    TextComparison m_result;
};

} // namespace

TextComparison compareTexts(const QList<QList<Block>> &answers, const std::stop_token &stop)
{
    if (answers.size() < 2)
        return {.answers = QList<AnswerDifferences>(answers.size())};
    return Comparer(answers, stop).compare();
}

} // namespace evenhand
