// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/shell/theme.h"

#include "ui/shell/breezeicon.h"
#include "ui/shell/style.h"

#include <BreezeIcons>

#include <QApplication>
#include <QEvent>
#include <QFontDatabase>
#include <QSettings>
#include <QStyleHints>
#include <QWidget>

#include <array>

using namespace Qt::StringLiterals;

namespace evenhand::Theme {
namespace {

constexpr auto schemeKey = "appearance/scheme"_L1;
constexpr auto answerZoomKey = "appearance/answerZoom"_L1;

const Colors light{
    .background = 0xfff6f7f8,
    .panel = 0xffffffff,
    .sunk = 0xffeef0f2,
    .line = 0xffdfe3e7,
    .text = 0xff1b1f23,
    .dim = 0xff5c6670,
    .faint = 0xff8a949e,
    .accent = 0xff0f766e,
    .onAccent = 0xffffffff,
    .accentSoft = 0xffd9efec,
    .warning = 0xffb45309,
    .bad = 0xffb42318,
    .good = 0xff1a7f37,
    .code = 0xfff3f5f7,
    .mark = 0xfffff1c2,
    .handle = 0xffc1c7cd,
};

const Colors dark{
    .background = 0xff16191d,
    .panel = 0xff1e2227,
    .sunk = 0xff181b1f,
    .line = 0xff2f353c,
    .text = 0xffe6e9ec,
    .dim = 0xff9aa5b0,
    .faint = 0xff6d7883,
    .accent = 0xff2dd4bf,
    .onAccent = 0xff06221f,
    .accentSoft = 0xff17403c,
    .warning = 0xfff0b354,
    .bad = 0xffff7b72,
    .good = 0xff57ab5a,
    .code = 0xff171a1e,
    .mark = 0xff4a3c12,
    .handle = 0xff454c55,
};

// Okabe and Ito's set, in the order of the lineup.
constexpr std::array<QRgb, 8> targetColors{
    0xff0072b2, 0xffd55e00, 0xff009e73, 0xffcc79a7, 0xffe69f00, 0xff56b4e9, 0xfff0e442, 0xff6b7280,
};

Scheme chosen = Scheme::System;
int zoom = 100;

int zoomBetweenLimits(int percent)
{
    return std::clamp(percent, leastAnswerZoom, largestAnswerZoom);
}

QFont tabular(QFont font)
{
    font.setFeature(QFont::Tag("tnum"), 1);
    return font;
}

QFont scaled(QFont font, qreal factor)
{
    if (font.pixelSize() > 0)
        font.setPixelSize(qRound(font.pixelSize() * factor));
    else
        font.setPointSizeF(font.pointSizeF() * factor);
    return font;
}

QPalette palette(const Colors &c)
{
    QPalette p;
    p.setColor(QPalette::Window, c.background);
    p.setColor(QPalette::WindowText, c.text);
    p.setColor(QPalette::Base, c.panel);
    p.setColor(QPalette::AlternateBase, c.background);
    p.setColor(QPalette::Text, c.text);
    p.setColor(QPalette::PlaceholderText, c.faint);
    p.setColor(QPalette::Button, c.panel);
    p.setColor(QPalette::ButtonText, c.text);
    p.setColor(QPalette::BrightText, c.bad);
    p.setColor(QPalette::ToolTipBase, c.panel);
    p.setColor(QPalette::ToolTipText, c.text);
    p.setColor(QPalette::Highlight, c.accent);
    p.setColor(QPalette::HighlightedText, c.onAccent);
    p.setColor(QPalette::Accent, c.accent);
    p.setColor(QPalette::Link, c.accent);
    p.setColor(QPalette::LinkVisited, c.accent);
    p.setColor(QPalette::Light, c.panel);
    p.setColor(QPalette::Midlight, c.sunk);
    p.setColor(QPalette::Mid, c.line);
    p.setColor(QPalette::Dark, c.dim);
    p.setColor(QPalette::Shadow, c.line);
    for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        p.setColor(QPalette::Disabled, role, c.faint);
    p.setColor(QPalette::Disabled, QPalette::Highlight, c.line);
    p.setColor(QPalette::Disabled, QPalette::HighlightedText, c.dim);
    return p;
}

void applyScheme()
{
    QApplication::setPalette(palette(colors()));
}

Qt::ColorScheme platformScheme(Scheme scheme)
{
    switch (scheme) {
    case Scheme::System:
        return Qt::ColorScheme::Unknown;
    case Scheme::Light:
        return Qt::ColorScheme::Light;
    case Scheme::Dark:
        return Qt::ColorScheme::Dark;
    }
    Q_UNREACHABLE_RETURN(Qt::ColorScheme::Unknown);
}

Scheme storedScheme()
{
    const QString name = QSettings().value(schemeKey).toString();
    if (name == "light"_L1)
        return Scheme::Light;
    if (name == "dark"_L1)
        return Scheme::Dark;
    return Scheme::System;
}

void store(Scheme scheme)
{
    QSettings settings;
    if (scheme == Scheme::System)
        settings.remove(schemeKey);
    else
        settings.setValue(schemeKey, scheme == Scheme::Light ? u"light"_s : u"dark"_s);
}

} // namespace

void install(QApplication &app)
{
    BreezeIcons::initIcons();
    app.setStyle(new Style);
    app.setFont(tabular(app.font()), "QTableView");
    QFont buttons = app.font();
    buttons.setWeight(QFont::Medium);
    app.setFont(buttons, "QPushButton");

    chosen = storedScheme();
    zoom = zoomBetweenLimits(QSettings().value(answerZoomKey, 100).toInt());
    app.styleHints()->setColorScheme(platformScheme(chosen));
    QObject::connect(app.styleHints(), &QStyleHints::colorSchemeChanged, &app, &applyScheme);
    applyScheme();
}

Scheme scheme()
{
    return chosen;
}

void setScheme(Scheme scheme)
{
    store(scheme);
    chosen = scheme;
    QGuiApplication::styleHints()->setColorScheme(platformScheme(scheme));
    applyScheme();
}

bool isDark()
{
    if (chosen != Scheme::System)
        return chosen == Scheme::Dark;
    return QGuiApplication::styleHints()->colorScheme() == Qt::ColorScheme::Dark;
}

const Colors &colors()
{
    return isDark() ? dark : light;
}

const Colors &paperColors()
{
    return light;
}

QColor targetColor(qsizetype position)
{
    return QColor::fromRgb(targetColors.at(size_t(std::clamp<qsizetype>(position, 0, targetColors.size() - 1))));
}

QColor targetTextColor(qsizetype position)
{
    // Pink, orange, sky blue and yellow are too light for white letters.
    return position >= 3 && position <= 6 ? light.text : light.onAccent;
}

QFont font(Face face)
{
    const QFont body = QApplication::font();
    switch (face) {
    case Face::Body:
        return body;
    case Face::Strong: {
        QFont strong = body;
        strong.setWeight(QFont::DemiBold);
        return strong;
    }
    case Face::Small:
        return scaled(body, 0.9);
    case Face::Figures:
        return tabular(scaled(body, 0.9));
    case Face::Title: {
        QFont title = scaled(body, 1.15);
        title.setWeight(QFont::DemiBold);
        return title;
    }
    case Face::Answer:
        return scaled(body, 1.06);
    case Face::Code: {
        QFont code = QFontDatabase::systemFont(QFontDatabase::FixedFont);
        code.setPointSizeF(body.pointSizeF() > 0 ? body.pointSizeF() * 0.94 : code.pointSizeF());
        if (body.pixelSize() > 0)
            code.setPixelSize(qRound(body.pixelSize() * 0.94));
        return code;
    }
    }
    Q_UNREACHABLE_RETURN(body);
}

int answerZoom()
{
    return zoom;
}

void setAnswerZoom(int percent)
{
    percent = zoomBetweenLimits(percent);
    if (percent == zoom)
        return;
    zoom = percent;
    QSettings().setValue(answerZoomKey, zoom);
    for (QWidget *widget : QApplication::allWidgets()) {
        QEvent change(QEvent::FontChange);
        QCoreApplication::sendEvent(widget, &change);
    }
}

QIcon icon(const QString &name)
{
    return QIcon(new BreezeIconEngine(name));
}

} // namespace evenhand::Theme
