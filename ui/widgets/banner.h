// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QWidget>

QT_BEGIN_NAMESPACE
class QHBoxLayout;
class QLabel;
class QPushButton;
QT_END_NAMESPACE

namespace evenhand {

// A sentence that stands out, with what can be done about it. A stripe tells its tone beside the words.
class Banner : public QWidget
{
    Q_OBJECT
public:
    enum class Tone { Neutral, Warning, Bad };

    explicit Banner(Tone tone, QWidget *parent = nullptr);

    void setText(const QString &title, const QString &sentence = {});
    QString text() const; // all of it
    void setTone(Tone tone);
    QPushButton *addAction(const QString &text);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Tone m_tone;
    QLabel *m_title;
    QLabel *m_sentence;
    QHBoxLayout *m_actions;
};

} // namespace evenhand
