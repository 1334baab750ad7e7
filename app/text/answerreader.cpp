// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/text/answerreader.h"

#include "app/text/blockfeed.h"

namespace evenhand {

class AnswerReader::Private : public BlockFeed
{
    using BlockFeed::BlockFeed;
};

AnswerReader::AnswerReader(Mode mode, const QString &language)
    : d(std::make_unique<Private>(mode, language))
{
}

AnswerReader::~AnswerReader() = default;
AnswerReader::AnswerReader(AnswerReader &&) noexcept = default;
AnswerReader &AnswerReader::operator=(AnswerReader &&) noexcept = default;

AnswerReader::Mode AnswerReader::mode() const
{
    return d->mode();
}

BlockChanges AnswerReader::feed(QStringView text)
{
    return d->feed(text);
}

BlockChanges AnswerReader::finish()
{
    return d->finish();
}

const QList<Block> &AnswerReader::blocks() const
{
    return d->blocks();
}

const QByteArray &AnswerReader::source() const
{
    return d->source();
}

} // namespace evenhand
