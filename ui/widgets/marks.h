// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/core/answer.h"

#include <QWidget>

namespace evenhand {

// The letter of a target in its colour. A place of -1 stands for a target that is in the lineup no more.
class LetterBadge : public QWidget
{
    Q_OBJECT
public:
    explicit LetterBadge(int position, QWidget *parent = nullptr);

    int position() const { return m_position; }
    void setPosition(int position);
    QSize sizeHint() const override;

    // The same for delegates.
    static void paint(QPainter *painter, const QRect &rect, int position, const QFont &font);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    int m_position;
};

// A coloured dot and a word. The word is what counts.
class StateMark : public QWidget
{
    Q_OBJECT
public:
    enum class Tone { Quiet, Active, Good, Warning, Bad };

    explicit StateMark(QWidget *parent = nullptr);

    void set(Tone tone, const QString &word);
    QString word() const { return m_word; }
    Tone tone() const { return m_tone; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

    static QColor color(Tone tone);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Tone m_tone = Tone::Quiet;
    QString m_word;
};

} // namespace evenhand
