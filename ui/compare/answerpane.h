// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/answer/answerprinter.h"
#include "ui/answer/figurecount.h"
#include "ui/compare/panehead.h"

QT_BEGIN_NAMESPACE
class QLabel;
class QMenu;
class QPushButton;
class QToolButton;
QT_END_NAMESPACE

namespace evenhand {

class AnswerView;
class PaneBody;

// One target's column: head, its turns, and what can be done with the last answer.
class AnswerPane : public QWidget
{
    Q_OBJECT
public:
    static constexpr int leastWidth = 300;
    static constexpr int leastHeight = 240;

    explicit AnswerPane(const Clock &clock, QWidget *parent = nullptr);

    const PaneTarget &target() const { return m_target; }
    void setTarget(const PaneTarget &target);
    void addTurn(const PromptText &prompt, const QList<std::shared_ptr<CellModel>> &cells);
    void clear();

    // The answer that head and footer speak of: the chosen repeat of the last turn. Null: none.
    std::shared_ptr<CellModel> current() const { return m_current; }
    void stepRepeat(int by);
    AnswerSheet sheet() const; // of the current answer, which has an attempt

    AnswerView *view() const;            // of the current answer; null: there is none
    QList<AnswerView *> answers() const; // of all turns

    PaneBody *body() const { return m_body; }
    PaneHead *head() const { return m_head; }
    void setMaximised(bool maximised);
    void setReadOnly(bool readOnly);
    bool isRaw() const { return m_raw; }
    QString figures() const; // what the footer says of the text

public slots:
    void copyAnswer();
    void toggleRaw();
    void print();
    void saveAsPdf();
    void stop();
    void retry(); // a lane that waits between two attempts makes the next one now
    void showProvenance();

signals:
    void stopRequested(evenhand::CellId cell);
    void retryRequested(evenhand::CellId cell);
    void hurryRequested(evenhand::CellId cell);
    void provenanceRequested(evenhand::CellId cell);
    void costRequested(evenhand::CellId cell);
    void failed(const QString &title, const QString &sentence);
    void answersChanged(); // which there are
    void maximiseRequested();
    void hideRequested(); // of a target that is not in the lineup any more

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    QWidget *makeFooter();
    QMenu *makeMenu();
    void follow();
    void refresh();
    void refreshFooter();
    void refreshFigures();
    void announceEnd();
    bool isPausing() const;

    const Clock &m_clock;
    PaneTarget m_target;
    std::shared_ptr<CellModel> m_current;
    QMetaObject::Connection m_following;
    PaneHead *m_head;
    PaneBody *m_body;
    QWidget *m_footer;
    QPushButton *m_copy;
    QPushButton *m_rawButton;
    QPushButton *m_provenance;
    QPushButton *m_stop;
    QPushButton *m_retry;
    QPushButton *m_hide;
    QLabel *m_figures;
    QToolButton *m_more;
    QToolButton *m_maximise;
    bool m_readOnly = false;
    bool m_raw = false;
    bool m_wasRunning = false;
    QTimer m_tick; // while a wait is counted
    FigureCount m_count;
};

} // namespace evenhand
