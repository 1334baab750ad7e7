// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/text/answerreader.h"

using namespace Qt::StringLiterals;

namespace evenhand {

class AnswerReader::Private
{
public:
    BlockChanges read();

    Mode mode = Mode::Markdown;
    QString language;
    QByteArray source;
    QList<Block> blocks;
};

BlockChanges AnswerReader::Private::read()
{
    blocks.clear();
    qsizetype begin = 0;
    while (begin < source.size()) {
        qsizetype end = mode == Mode::Code ? -1 : source.indexOf("\n\n", begin);
        if (end < 0)
            end = source.size();
        Block block{.kind = mode == Mode::Markdown ? BlockKind::Paragraph : mode == Mode::Raw ? BlockKind::Plain : BlockKind::Code,
                    .info = language,
                    .source = {int(begin), int(end)}};
        block.content.text = QString::fromUtf8(source.sliced(begin, end - begin));
        block.content.runs = {{.length = int(block.content.text.size()), .source = block.source}};
        blocks.append(block);
        begin = end + 2;
    }
    return {};
}

AnswerReader::AnswerReader(Mode mode, const QString &language)
    : d(std::make_unique<Private>())
{
    d->mode = mode;
    d->language = language;
}

AnswerReader::~AnswerReader() = default;
AnswerReader::AnswerReader(AnswerReader &&) noexcept = default;
AnswerReader &AnswerReader::operator=(AnswerReader &&) noexcept = default;

AnswerReader::Mode AnswerReader::mode() const
{
    return d->mode;
}

BlockChanges AnswerReader::feed(QStringView text)
{
    d->source += text.toUtf8();
    return d->read();
}

BlockChanges AnswerReader::finish()
{
    return d->read();
}

const QList<Block> &AnswerReader::blocks() const
{
    return d->blocks;
}

const QByteArray &AnswerReader::source() const
{
    return d->source;
}

} // namespace evenhand
