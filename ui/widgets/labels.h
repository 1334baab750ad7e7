// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/shell/theme.h"

#include <QLabel>

namespace evenhand {

// A label for plain text; a role of the palette as its colour, so that it follows the scheme (Theme::dimRole, …).
QLabel *textLabel(const QString &text, Theme::Face face = Theme::Face::Body,
                  QPalette::ColorRole ink = QPalette::WindowText, QWidget *parent = nullptr);

// The same for sentences: wrapped, can be selected by mouse and keyboard.
QLabel *sentenceLabel(const QString &text, QPalette::ColorRole ink = QPalette::WindowText, QWidget *parent = nullptr);

// One line of plain text that gives way to others: elided where it does not fit, whole in the tooltip.
class ElidedLabel : public QWidget
{
    Q_OBJECT
public:
    explicit ElidedLabel(Qt::TextElideMode mode, QWidget *parent = nullptr);

    QString text() const { return m_text; }
    void setText(const QString &text);
    QString shownText() const; // as elided for the width it has
    void setLeastCharacters(int characters); // it gives way no further

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void updateToolTip();

    QString m_text;
    Qt::TextElideMode m_mode;
    int m_leastCharacters = 4;
};

// A hairline.
class Rule : public QWidget
{
    Q_OBJECT
public:
    explicit Rule(Qt::Orientation orientation, QWidget *parent = nullptr);

protected:
    void paintEvent(QPaintEvent *event) override;
};

} // namespace evenhand
