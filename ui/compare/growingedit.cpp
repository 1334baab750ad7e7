// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/compare/growingedit.h"

#include "ui/shell/theme.h"

#include <QMimeData>
#include <QTextBlock>
#include <QUrl>

namespace evenhand {
namespace {

constexpr int slack = 2; // pixels that keep rounding from calling for a scroll bar

QStringList localFiles(const QMimeData *source)
{
    QStringList paths;
    for (const QUrl &url : source->urls()) {
        if (url.isLocalFile())
            paths.append(url.toLocalFile());
    }
    return paths;
}

} // namespace

GrowingEdit::GrowingEdit(int leastLines, int mostLines, QWidget *parent)
    : QPlainTextEdit(parent)
    , m_least(leastLines)
    , m_most(mostLines)
    , m_lines(leastLines)
{
    setTabChangesFocus(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    document()->setDocumentMargin(leastLines > 1 ? Theme::step : 6);
    connect(this, &QPlainTextEdit::textChanged, this, &GrowingEdit::fit);
}

QSize GrowingEdit::sizeHint() const
{
    const int margins = 2 * (qRound(document()->documentMargin()) + frameWidth());
    return {40 * fontMetrics().averageCharWidth(), m_lines * fontMetrics().lineSpacing() + margins + slack};
}

int GrowingEdit::textLines() const
{
    int lines = 0;
    for (QTextBlock block = document()->begin(); block.isValid() && lines < m_most; block = block.next())
        lines += std::max(1, block.layout()->lineCount());
    return lines;
}

void GrowingEdit::fit()
{
    const int lines = std::clamp(textLines(), m_least, m_most);
    if (lines == m_lines)
        return;
    m_lines = lines;
    setVerticalScrollBarPolicy(lines == m_most ? Qt::ScrollBarAsNeeded : Qt::ScrollBarAlwaysOff);
    updateGeometry();
}

void GrowingEdit::resizeEvent(QResizeEvent *event)
{
    QPlainTextEdit::resizeEvent(event);
    if (event->size().width() != event->oldSize().width())
        fit();
}

bool GrowingEdit::canInsertFromMimeData(const QMimeData *source) const
{
    return !localFiles(source).isEmpty() || QPlainTextEdit::canInsertFromMimeData(source);
}

void GrowingEdit::insertFromMimeData(const QMimeData *source)
{
    if (const QStringList paths = localFiles(source); !paths.isEmpty())
        emit filesDropped(paths);
    else
        QPlainTextEdit::insertFromMimeData(source);
}

} // namespace evenhand
